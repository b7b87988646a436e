package dev.banyan.core.resilience;

import java.util.ArrayList;
import java.util.List;

/**
 * The breaker as its documentation has it, for windows that count calls: it keeps every call that
 * was ever made and looks through all of them at each question.
 */
final class NaiveBreaker {
  /** A call of new. */
  static final class Call {
    final boolean read;
    final int period;
    boolean slow;
    boolean ended;
    boolean failed;
    boolean released;
    int order;

    Call(boolean read, int period) {
      this.read = read;
      this.period = period;
    }

    boolean counts() {
      return ended && !released;
    }

    boolean pendsSlow() {
      return slow && !ended;
    }
  }

  private final BreakerSpec spec;
  private final List<Call> calls = new ArrayList<>();
  private final List<Boolean> toPass = new ArrayList<>();
  private int period;
  private int ends;
  private boolean open;
  private boolean byReads;
  private boolean byWrites;
  private int failedRounds;
  private boolean probed;
  private long now;
  private long probesNanos;
  private long safeNanos;
  private long kindNanos;

  NaiveBreaker(BreakerSpec spec) {
    this.spec = spec;
  }

  /** The time goes on. */
  void now(long nanos) {
    now = nanos;
  }

  BreakerState state() {
    return !open ? BreakerState.CLOSED : probed ? BreakerState.HALF_OPEN : BreakerState.OPEN;
  }

  int failedRounds() {
    return failedRounds;
  }

  /** What opened it; nothing while it is closed. */
  String opened() {
    String both = byReads && byWrites ? " and " : "";
    return open ? (byReads ? "reads" : "") + both + (byWrites ? "writes" : "") : "";
  }

  /** Whether only writes have to pass yet, of both. */
  boolean readsHavePassed() {
    return open && byReads && !toPass.get(0);
  }

  Call acquire(boolean read, boolean couldFallBack) {
    if (open && !mayProbe(read, couldFallBack)) {
      return null;
    }
    probed |= open;
    Call call = new Call(read, period);
    calls.add(call);
    return call;
  }

  private boolean mayProbe(boolean read, boolean couldFallBack) {
    if (now - probesNanos < 0) {
      return false;
    }
    long openFor = spec.openFor().toNanos();
    boolean asked = read == toPass.get(0);
    boolean safeLacks = now - safeNanos >= openFor;
    boolean kindLacks = now - kindNanos >= openFor * 10;
    if (asked) {
      kindNanos = now;
      safeNanos = couldFallBack ? now : safeNanos;
    }
    boolean may = asked ? couldFallBack || safeLacks : kindLacks;
    long out = ofPeriod().stream().filter(call -> !call.released).count();
    return may && out < spec.probes();
  }

  private List<Call> ofPeriod() {
    return calls.stream().filter(call -> call.period == period).toList();
  }

  void slow(Call call) {
    call.slow = true;
    if (call.period == period && !open && tooManySlow(call.read, spec.minimumCalls())) {
      openBy(call.read);
    }
  }

  void end(Call call, boolean failed, boolean slow) {
    call.ended = true;
    call.failed = failed;
    call.slow = slow;
    judge(call);
  }

  void release(Call call) {
    call.ended = true;
    if (call.slow) {
      judge(call);
    } else {
      call.released = true;
    }
  }

  private void judge(Call call) {
    call.order = ends++;
    if (call.period != period) {
      return;
    }
    if (!open) {
      if (isBad(last(call.read), spec.minimumCalls())) {
        openBy(call.read);
      }
      return;
    }
    List<Call> results = ofPeriod().stream().filter(Call::counts).toList();
    int deciding = Math.min(spec.probes(), spec.minimumCalls());
    if (results.size() < deciding) {
      return;
    }
    if (isBad(results, deciding)) {
      failedRounds++;
      leaveAlone();
      return;
    }
    toPass.remove(0);
    period++;
    probesNanos = now;
    safeNanos = probesNanos;
    kindNanos = probesNanos;
    if (toPass.isEmpty()) {
      open = false;
      failedRounds = 0;
    }
  }

  private void openBy(boolean read) {
    boolean other = !read;
    int deciding = Math.min(spec.probes(), spec.minimumCalls());
    boolean badToo = isBadByFailures(last(other), deciding) || tooManySlow(other, deciding);
    byReads = read || badToo;
    byWrites = !read || badToo;
    open = true;
    leaveAlone();
  }

  private void leaveAlone() {
    period++;
    probed = false;
    toPass.clear();
    if (byReads) {
      toPass.add(true);
    }
    if (byWrites) {
      toPass.add(false);
    }
    long factor = failedRounds > 3 ? 10 : 1L << failedRounds;
    probesNanos = now + spec.openFor().toNanos() * factor;
    safeNanos = probesNanos;
    kindNanos = probesNanos;
  }

  /** The calls of a kind in its window. */
  private List<Call> last(boolean read) {
    List<Call> counted =
        ofPeriod().stream()
            .filter(call -> call.read == read && call.counts())
            .sorted((one, two) -> Integer.compare(one.order, two.order))
            .toList();
    return counted.subList(Math.max(0, counted.size() - spec.windowCalls()), counted.size());
  }

  private boolean isBad(List<Call> window, int least) {
    long slow = window.stream().filter(call -> call.slow).count();
    return isBadByFailures(window, least)
        || (window.size() >= least && slow * 100 >= spec.slowRate() * window.size());
  }

  private boolean isBadByFailures(List<Call> window, int least) {
    long failed = window.stream().filter(call -> call.failed).count();
    return window.size() >= least && failed * 100 >= spec.failureRate() * window.size();
  }

  /** With the slow calls that have not ended in the place of the oldest, taken as the average. */
  private boolean tooManySlow(boolean read, int least) {
    List<Call> window = last(read);
    double slow = window.stream().filter(call -> call.slow).count();
    long pending =
        ofPeriod().stream().filter(call -> call.read == read && call.pendsSlow()).count();
    long total = window.size() + pending;
    if (total < least) {
      return false;
    }
    if (total > spec.windowCalls() && !window.isEmpty()) {
      double leaving = Math.min(window.size(), total - spec.windowCalls());
      slow -= slow * leaving / window.size();
      total = Math.max(spec.windowCalls(), pending);
    }
    return (slow + pending) * 100 >= spec.slowRate() * total;
  }
}
