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
 * permits are given without a lock while it is closed; a result holds the breaker's lock for
 * nanoseconds, so that no window changes but in the period in which the permit was given.
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

  /**
   * A breaker with other settings that takes over this one's state: open stays open, and waits as
   * long as after so many rounds of probes that failed.
   */
  public RouteBreaker reconfigured(BreakerSpec next) {
    RouteBreaker heir = new RouteBreaker(name, next, nanos, listener);
    ProbeTurn turn = period.turn;
    if (turn != null) {
      heir.leaveAlone(turn.opening());
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
    BreakerPeriod current = period;
    if (current.isClosed()) {
      return BreakerState.CLOSED;
    }
    return current.isProbing() ? BreakerState.HALF_OPEN : BreakerState.OPEN;
  }

  /** The breaker at this moment, for people. */
  public BreakerReading reading() {
    BreakerPeriod current = period;
    ProbeTurn turn = current.turn;
    long now = nanos.getAsLong();
    return new BreakerReading(
        state(),
        turn != null && turn.opening().byReads(),
        turn != null && turn.opening().byWrites(),
        turn == null ? 0 : turn.opening().failedRounds(),
        Duration.ofNanos(Math.max(0, now - current.beganNanos)),
        Duration.ofNanos(turn == null ? 0 : turn.candidates().leftNanos(now)),
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
    ProbeTurn turn = period.turn;
    if (turn == null) {
      return Admission.YES;
    }
    boolean may = turn.candidates().include(read, couldFallBack, true, nanos.getAsLong());
    return may ? Admission.PROBE : Admission.NO;
  }

  /** Asks for a call of new with a request that is there to its end. */
  public @Nullable BreakerPermit tryAcquire(boolean read, boolean couldFallBack) {
    return tryAcquire(read, couldFallBack, true);
  }

  /**
   * Asks for a call of new.
   *
   * @param read whether the request is a read
   * @param couldFallBack whether legacy could still answer if new fails: only such requests are
   *     probes, unless none was seen for {@code open-for}
   * @param whole whether the request is there to its end: one whose body is still to come, or never
   *     will, is a probe only if no other was seen for {@code open-for}
   * @return the permit, to be closed exactly once, or null: legacy is to answer
   */
  public @Nullable BreakerPermit tryAcquire(boolean read, boolean couldFallBack, boolean whole) {
    BreakerPeriod current = period;
    ProbeTurn turn = current.turn;
    if (turn == null) {
      return new BreakerPermit(this, current, read);
    }
    long now = nanos.getAsLong();
    boolean included = turn.candidates().include(read, couldFallBack, whole, now);
    turn.candidates().saw(read, couldFallBack, whole, now);
    return included ? probe(current, turn, read) : null;
  }

  private @Nullable BreakerPermit probe(BreakerPeriod current, ProbeTurn turn, boolean read) {
    boolean begins;
    synchronized (this) {
      // A permission taken after its period ended would belong to the next one, and stay out.
      if (period != current) {
        return null;
      }
      begins = current.beginsProbing();
      if (begins) {
        BreakerWindows.halfOpen(turn.judge());
      }
      if (!turn.judge().tryAcquirePermission()) {
        return null;
      }
    }
    if (begins) {
      tell(BreakerState.OPEN, BreakerState.HALF_OPEN, turn.reads());
    }
    return new BreakerPermit(this, current, read);
  }

  /** Counts a call as slow from now on, before it has ended. */
  void slow(BreakerPermit permit) {
    BreakerPeriod current = period;
    if (permit.period != current) {
      return;
    }
    int pending = current.pendingSlow(permit.read).incrementAndGet();
    if (current.isClosed() && windows.tooManySlow(permit.read, pending)) {
      open(current, permit.read);
    }
  }

  void ended(BreakerPermit permit, boolean failed, long headNanos) {
    BreakerPeriod from = permit.period;
    noLongerSlow(permit);
    BreakerState to;
    synchronized (this) {
      // A result that came in behind a change would count in the next period, or undo the change.
      if (period != from) {
        return;
      }
      CircuitBreaker window = windowOf(permit);
      if (failed) {
        window.onError(headNanos, TimeUnit.NANOSECONDS, new FailedCall());
      } else {
        window.onSuccess(headNanos, TimeUnit.NANOSECONDS);
      }
      to = follow(from, window, permit.read);
    }
    if (to != null) {
      ProbeTurn turn = from.turn;
      boolean byReads = turn == null ? permit.read : turn.reads();
      tell(turn == null ? BreakerState.CLOSED : BreakerState.HALF_OPEN, to, byReads);
    }
  }

  void released(BreakerPermit permit) {
    noLongerSlow(permit);
    synchronized (this) {
      if (period == permit.period) {
        windowOf(permit).releasePermission();
      }
    }
  }

  private static void noLongerSlow(BreakerPermit permit) {
    if (permit.countedSlow()) {
      permit.period.pendingSlow(permit.read).decrementAndGet();
    }
  }

  /** The window that a permit of the period that lasts counts in. */
  private CircuitBreaker windowOf(BreakerPermit permit) {
    ProbeTurn turn = permit.period.turn;
    return turn == null ? windows.of(permit.read) : turn.judge();
  }

  /**
   * Follows the change of a window's state that a result has led to, if it has; under the lock.
   *
   * @return the state that the breaker has from now on, or null if it keeps the one it had
   */
  private @Nullable BreakerState follow(BreakerPeriod from, CircuitBreaker window, boolean read) {
    CircuitBreaker.State state = window.getState();
    ProbeTurn turn = from.turn;
    if (state == CircuitBreaker.State.OPEN) {
      leaveAlone(turn == null ? opening(from, read) : turn.opening().afterFailedRound());
      return BreakerState.OPEN;
    }
    if (turn != null && state == CircuitBreaker.State.CLOSED && pass(from, turn)) {
      return BreakerState.CLOSED;
    }
    return null;
  }

  /** Opens a closed breaker, for one kind has too many slow calls. */
  private void open(BreakerPeriod from, boolean byReads) {
    synchronized (this) {
      if (period != from) {
        return;
      }
      leaveAlone(opening(from, byReads));
    }
    tell(BreakerState.CLOSED, BreakerState.OPEN, byReads);
  }

  private Opening opening(BreakerPeriod from, boolean byReads) {
    boolean both = windows.isBadToo(!byReads, from.pendingSlow(!byReads).get());
    return new Opening(byReads || both, !byReads || both, 0);
  }

  private void leaveAlone(Opening opening) {
    windows.open(opening);
    long now = nanos.getAsLong();
    period = BreakerPeriod.opened(ProbeTurn.first(opening, windows, spec, now), now);
  }

  /**
   * The kind whose turn it was has passed: the other has it next, if that opened it too.
   *
   * @return whether none has, and the breaker is closed
   */
  private boolean pass(BreakerPeriod from, ProbeTurn turn) {
    long now = nanos.getAsLong();
    if (turn.leavesWrites()) {
      ProbeTurn next = turn.ofWrites(windows, spec, now);
      BreakerWindows.halfOpen(next.judge());
      period = from.next(next);
      return false;
    }
    windows.reset();
    period = BreakerPeriod.closed(now);
    return true;
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
