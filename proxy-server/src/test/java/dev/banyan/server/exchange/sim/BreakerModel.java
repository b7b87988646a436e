package dev.banyan.server.exchange.sim;

import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.BreakerState;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A breaker as the design describes it, naive and for windows that count calls: the oracle for what
 * must have been recorded of every call, and for the state that follows.
 */
final class BreakerModel {
  /** A call of new that has a permit. */
  static final class Call {
    private final int period;
    private final boolean read;
    private final boolean probe;
    private boolean slow;
    private boolean over;

    private Call(int period, boolean read, boolean probe) {
      this.period = period;
      this.read = read;
      this.probe = probe;
    }

    boolean isProbe() {
      return probe;
    }

    boolean isOver() {
      return over;
    }

    boolean isSlow() {
      return slow;
    }
  }

  private record Result(boolean failed, boolean slow) {}

  private static final class Window {
    final ArrayDeque<Result> results = new ArrayDeque<>();
    int pendingSlow;

    int failed() {
      return (int) results.stream().filter(Result::failed).count();
    }

    int slow() {
      return (int) results.stream().filter(Result::slow).count();
    }

    void add(Result result, int size) {
      if (results.size() == size) {
        results.removeFirst();
      }
      results.addLast(result);
    }
  }

  private final BreakerSpec spec;
  private final SimTime time;
  private Window reads = new Window();
  private Window writes = new Window();
  private Window probes = new Window();
  private BreakerState state = BreakerState.CLOSED;
  private int period;
  private int probesOut;
  private boolean openedByReads;
  private boolean openedByWrites;
  private boolean asksReads;
  private int failedRounds;
  private long probesNanos;
  private long safeNanos;
  private long kindNanos;
  private long wholeNanos;

  BreakerModel(BreakerSpec spec, SimTime time) {
    this.spec = spec;
    this.time = time;
  }

  BreakerState state() {
    return state;
  }

  /** Whether it is reads that probe, else writes. */
  boolean asksReads() {
    return asksReads;
  }

  /** How many probes may still be sent before their results decide. */
  int probesLeft() {
    return spec.probes() - probesOut;
  }

  /** A request asks for a call; null if legacy is to answer. */
  @Nullable Call acquire(boolean read, boolean couldFallBack, boolean whole) {
    if (state == BreakerState.CLOSED) {
      return new Call(period, read, false);
    }
    if (!mayProbe(read, couldFallBack, whole)) {
      return null;
    }
    state = BreakerState.HALF_OPEN;
    if (probesLeft() == 0) {
      return null;
    }
    probesOut++;
    return new Call(period, read, true);
  }

  private boolean mayProbe(boolean read, boolean couldFallBack, boolean whole) {
    long now = time.nanos();
    long openFor = spec.openFor().toNanos();
    if (now - probesNanos < 0) {
      return false;
    }
    boolean others = now - kindNanos >= 10 * openFor;
    boolean wholeLacks = now - wholeNanos >= openFor;
    wholeNanos = whole && (read == asksReads || others) ? now : wholeNanos;
    if (read != asksReads) {
      return others && (whole || wholeLacks);
    }
    kindNanos = now;
    boolean safeLacks = now - safeNanos >= openFor;
    safeNanos = couldFallBack && whole ? now : safeNanos;
    return (couldFallBack || safeLacks) && (whole || wholeLacks);
  }

  /** {@code slow-call} passed without a head. */
  void slow(Call call) {
    if (call.slow || call.over) {
      return;
    }
    call.slow = true;
    if (call.period == period && state == BreakerState.CLOSED) {
      Window window = window(call.read);
      window.pendingSlow++;
      if (tooManySlow(window, minimumCalls())) {
        open(call.read);
      }
    }
  }

  private boolean tooManySlow(Window window, int least) {
    int recorded = window.results.size();
    int pending = window.pendingSlow;
    int total = recorded + pending;
    if (total < least) {
      return false;
    }
    double slow = window.slow();
    if (total > spec.windowCalls() && recorded > 0) {
      slow -= slow * Math.min(recorded, total - spec.windowCalls()) / recorded;
      total = Math.max(spec.windowCalls(), pending);
    }
    return (slow + pending) * 100 >= (double) spec.slowRate() * total;
  }

  /** A call has ended with a head, or failed. */
  void ended(Call call, boolean failed, long headNanos) {
    BrokenPromise.unless(!call.over, "model: the same call ended twice");
    call.over = true;
    if (call.period != period) {
      return;
    }
    Result result = new Result(failed, headNanos > spec.slowCall().toNanos());
    if (state == BreakerState.CLOSED) {
      Window window = window(call.read);
      window.pendingSlow -= call.slow ? 1 : 0;
      window.add(result, spec.windowCalls());
      if (window.results.size() >= minimumCalls() && aboveThreshold(window)) {
        open(call.read);
      }
      return;
    }
    probes.add(result, spec.probes());
    if (probes.results.size() >= deciding()) {
      if (aboveThreshold(probes)) {
        failedRounds++;
        leaveAlone();
      } else if (asksReads && openedByWrites) {
        ask(false, time.nanos());
      } else {
        close();
      }
    }
  }

  private int deciding() {
    return Math.min(minimumCalls(), spec.probes());
  }

  private int minimumCalls() {
    return Math.min(spec.minimumCalls(), spec.windowCalls());
  }

  private boolean aboveThreshold(Window window) {
    int calls = window.results.size();
    return tooManyFailed(window) || window.slow() * 100 >= spec.slowRate() * calls;
  }

  private boolean tooManyFailed(Window window) {
    return window.failed() * 100 >= spec.failureRate() * window.results.size();
  }

  /** A call ends without a result. */
  void released(Call call) {
    if (call.slow) {
      ended(call, false, spec.slowCall().toNanos() + 1);
      return;
    }
    BrokenPromise.unless(!call.over, "model: the same call ended twice");
    call.over = true;
    if (call.period == period && state == BreakerState.HALF_OPEN) {
      probesOut--;
    }
  }

  private void open(boolean byReads) {
    Window other = window(!byReads);
    boolean badToo =
        (other.results.size() >= deciding() && tooManyFailed(other))
            || tooManySlow(other, deciding());
    openedByReads = byReads || badToo;
    openedByWrites = !byReads || badToo;
    failedRounds = 0;
    leaveAlone();
  }

  private void leaveAlone() {
    state = BreakerState.OPEN;
    int times = failedRounds > 3 ? 10 : 1 << failedRounds;
    ask(openedByReads, time.nanos() + spec.openFor().toNanos() * times);
  }

  private void ask(boolean askReads, long fromNanos) {
    period++;
    asksReads = askReads;
    probesNanos = fromNanos;
    safeNanos = fromNanos;
    kindNanos = fromNanos;
    wholeNanos = fromNanos;
    probes = new Window();
    probesOut = 0;
  }

  private void close() {
    period++;
    state = BreakerState.CLOSED;
    reads = new Window();
    writes = new Window();
  }

  private Window window(boolean read) {
    return read ? reads : writes;
  }

  /** Compares what the product's windows have recorded with what they should have. */
  void compare(CircuitBreaker readWindow, CircuitBreaker writeWindow) {
    if (state == BreakerState.CLOSED) {
      compare("reads", reads, readWindow);
      compare("writes", writes, writeWindow);
    } else if (state == BreakerState.HALF_OPEN) {
      compare("probes", probes, asksReads ? readWindow : writeWindow);
    }
  }

  private static void compare(String name, Window expected, CircuitBreaker window) {
    CircuitBreaker.Metrics metrics = window.getMetrics();
    BrokenPromise.unlessEqual(
        expected.results.size(), metrics.getNumberOfBufferedCalls(), name + ": calls recorded");
    BrokenPromise.unlessEqual(
        expected.failed(), metrics.getNumberOfFailedCalls(), name + ": failures recorded");
    BrokenPromise.unlessEqual(
        expected.slow(), metrics.getNumberOfSlowCalls(), name + ": slow calls recorded");
  }
}
