package dev.banyan.core.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The breaker of one route around new: two windows, reads and writes, and either opens it for the
 * whole route, so that a user's reads and writes stay on one side. Shared by all event loops:
 * permits are given without a lock while it is closed, a result holds the lock of its window for
 * nanoseconds.
 */
public final class RouteBreaker {
  private final String name;
  private final BreakerSpec spec;
  private final LongSupplier nanos;
  private final BreakerListener listener;
  private final BreakerWindows windows;
  private volatile BreakerPeriod period;
  private volatile boolean removed;

  /**
   * A closed breaker with empty windows.
   *
   * @param name its name: the route's
   * @param nanos the clock, in nanoseconds that only grow
   */
  public RouteBreaker(String name, BreakerSpec spec, LongSupplier nanos, BreakerListener listener) {
    this.name = name;
    this.spec = spec;
    this.nanos = nanos;
    this.listener = listener;
    this.windows = new BreakerWindows(name, spec, nanos);
    this.period = BreakerPeriod.closed(nanos.getAsLong());
  }

  /** A breaker with other settings that takes over this one's state: open stays open. */
  public RouteBreaker reconfigured(BreakerSpec next) {
    RouteBreaker heir = new RouteBreaker(name, next, nanos, listener);
    BreakerPeriod current = period;
    if (!current.isClosed()) {
      CircuitBreaker judge = heir.windows.of(current.openedByReads);
      judge.transitionToOpenState();
      heir.period = BreakerPeriod.opened(judge, current.openedByReads, nanos.getAsLong());
    }
    return heir;
  }

  /** The breaker's name: the route's. */
  public String name() {
    return name;
  }

  /** The settings. */
  public BreakerSpec spec() {
    return spec;
  }

  /** Whether it is closed at this moment. */
  boolean isClosed() {
    return period.isClosed();
  }

  /** The state at this moment. */
  public BreakerState state() {
    CircuitBreaker judge = period.judge;
    if (judge == null) {
      return BreakerState.CLOSED;
    }
    return judge.getState() == CircuitBreaker.State.HALF_OPEN
        ? BreakerState.HALF_OPEN
        : BreakerState.OPEN;
  }

  /** The breaker at this moment, for people. */
  public BreakerReading reading() {
    BreakerPeriod current = period;
    long since = Math.max(0, nanos.getAsLong() - current.beganNanos);
    long left = current.isClosed() ? 0 : Math.max(0, spec.openFor().toNanos() - since);
    return new BreakerReading(
        state(),
        current.openedByReads,
        Duration.ofNanos(since),
        Duration.ofNanos(left),
        reading(windows.reads),
        reading(windows.writes));
  }

  private static BreakerReading.Window reading(CircuitBreaker window) {
    CircuitBreaker.Metrics metrics = window.getMetrics();
    return new BreakerReading.Window(
        metrics.getNumberOfBufferedCalls(),
        metrics.getNumberOfFailedCalls(),
        metrics.getNumberOfSlowCalls());
  }

  /** What {@link #tryAcquire} would say at this moment; takes nothing and notes nothing. */
  public Admission admission(boolean read, boolean couldFallBack) {
    BreakerPeriod current = period;
    if (current.isClosed()) {
      return Admission.YES;
    }
    long now = nanos.getAsLong();
    boolean may =
        isDue(current, now)
            && (isCandidate(current, read, couldFallBack) || lacksCandidates(current, now));
    return may ? Admission.PROBE : Admission.NO;
  }

  /**
   * Asks for a call of new.
   *
   * @param read whether the request is a read
   * @param couldFallBack whether legacy could still answer if new fails: only such requests are
   *     probes, unless none was seen for {@code open-for}
   * @return the permit, to be closed exactly once, or null: legacy is to answer
   */
  public @Nullable BreakerPermit tryAcquire(boolean read, boolean couldFallBack) {
    BreakerPeriod current = period;
    CircuitBreaker judge = current.judge;
    if (judge == null) {
      return new BreakerPermit(this, current, read);
    }
    if (!mayProbe(current, read, couldFallBack)) {
      return null;
    }
    synchronized (this) {
      // A permission taken after its period ended would belong to the next one, and stay out.
      if (period != current || !judge.tryAcquirePermission()) {
        return null;
      }
    }
    if (current.beginsProbing()) {
      tell(BreakerState.OPEN, BreakerState.HALF_OPEN, current.openedByReads);
    }
    return new BreakerPermit(this, current, read);
  }

  private boolean mayProbe(BreakerPeriod current, boolean read, boolean couldFallBack) {
    long now = nanos.getAsLong();
    if (!isDue(current, now)) {
      return false;
    }
    if (isCandidate(current, read, couldFallBack)) {
      current.candidateNanos = now;
      return true;
    }
    return lacksCandidates(current, now);
  }

  private boolean isDue(BreakerPeriod current, long now) {
    return now - current.beganNanos >= spec.openFor().toNanos();
  }

  private static boolean isCandidate(BreakerPeriod current, boolean read, boolean couldFallBack) {
    return couldFallBack && read == current.openedByReads;
  }

  /** Whether no request that could be a probe was seen for {@code open-for}. */
  private boolean lacksCandidates(BreakerPeriod current, long now) {
    long openFor = spec.openFor().toNanos();
    long halfOpenNanos = current.beganNanos + openFor;
    long lastCandidate = Math.max(current.candidateNanos - halfOpenNanos, 0) + halfOpenNanos;
    return now - lastCandidate >= openFor;
  }

  /** Counts a call as slow from now on, before it has ended. */
  void slow(BreakerPermit permit) {
    BreakerPeriod current = period;
    if (permit.period != current) {
      return;
    }
    int pending = current.pendingSlow(permit.read).incrementAndGet();
    if (current.isClosed() && tooManySlow(windows.of(permit.read), pending)) {
      open(current, permit.read);
    }
  }

  /**
   * Whether the slow calls of the window, with those that have not ended put in the place of its
   * oldest ones, reach {@code slow-rate}.
   */
  private boolean tooManySlow(CircuitBreaker window, int pending) {
    CircuitBreaker.Metrics metrics = window.getMetrics();
    int recorded = metrics.getNumberOfBufferedCalls();
    int total = recorded + pending;
    int size = spec.windowTime() == null ? spec.windowCalls() : Integer.MAX_VALUE;
    if (total < Math.min(spec.minimumCalls(), size)) {
      return false;
    }
    double slow = metrics.getNumberOfSlowCalls();
    if (total > size && recorded > 0) {
      double leaving = Math.min(recorded, total - size);
      slow -= slow * leaving / recorded;
      total = Math.max(size, pending);
    }
    return (slow + pending) * 100 >= (double) spec.slowRate() * total;
  }

  void ended(BreakerPermit permit, boolean failed, long headNanos) {
    CircuitBreaker window = settle(permit);
    if (window == null) {
      return;
    }
    if (failed) {
      window.onError(headNanos, TimeUnit.NANOSECONDS, new FailedCall());
    } else {
      window.onSuccess(headNanos, TimeUnit.NANOSECONDS);
    }
    follow(permit, window);
  }

  void released(BreakerPermit permit) {
    CircuitBreaker window = settle(permit);
    if (window != null) {
      window.releasePermission();
    }
  }

  /** The window that a closing permit counts in, or null if its period is over. */
  private @Nullable CircuitBreaker settle(BreakerPermit permit) {
    BreakerPeriod current = permit.period;
    if (permit.countedSlow()) {
      current.pendingSlow(permit.read).decrementAndGet();
    }
    if (current != period) {
      return null;
    }
    CircuitBreaker judge = current.judge;
    return judge == null ? windows.of(permit.read) : judge;
  }

  /** Follows the change of state that a result has led to, if it has. */
  private void follow(BreakerPermit permit, CircuitBreaker window) {
    CircuitBreaker.State state = window.getState();
    if (permit.period.isClosed()) {
      if (state == CircuitBreaker.State.OPEN) {
        open(permit.period, permit.read);
      }
    } else if (state == CircuitBreaker.State.OPEN) {
      open(permit.period, permit.period.openedByReads);
    } else if (state == CircuitBreaker.State.CLOSED) {
      close(permit.period);
    }
  }

  private void open(BreakerPeriod from, boolean byReads) {
    synchronized (this) {
      if (period != from) {
        return;
      }
      CircuitBreaker judge = windows.of(byReads);
      if (judge.getState() != CircuitBreaker.State.OPEN) {
        judge.transitionToOpenState();
      }
      period = BreakerPeriod.opened(judge, byReads, nanos.getAsLong());
    }
    BreakerState before = from.isClosed() ? BreakerState.CLOSED : BreakerState.HALF_OPEN;
    tell(before, BreakerState.OPEN, byReads);
  }

  private void close(BreakerPeriod from) {
    synchronized (this) {
      if (period != from) {
        return;
      }
      windows.reads.reset();
      windows.writes.reset();
      period = BreakerPeriod.closed(nanos.getAsLong());
    }
    tell(BreakerState.HALF_OPEN, BreakerState.CLOSED, from.openedByReads);
  }

  private void tell(BreakerState from, BreakerState to, boolean byReads) {
    if (!removed) {
      listener.changed(name, from, to, byReads);
    }
  }

  /**
   * Lets a registry show the windows as {@code NAME.reads} and {@code NAME.writes}, in the place of
   * a breaker before that had the name.
   */
  public void begin(CircuitBreakerRegistry registry) {
    windows.register(registry);
  }

  /**
   * Ends the breaker: the registry forgets its windows, and nobody is told what becomes of it by
   * calls that began before.
   */
  public void remove(CircuitBreakerRegistry registry) {
    removed = true;
    windows.deregister(registry);
  }

  private static final class FailedCall extends Exception {
    private static final long serialVersionUID = 1;

    FailedCall() {
      super("call of new failed", null, false, false);
    }
  }
}
