package dev.banyan.server.exchange.sim;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.backend.Lease;
import dev.banyan.server.backend.LeaseListener;

/** A wait for a stream, which ends once: granted, failed or cancelled. */
final class SimLease implements Lease {
  private final Sim sim;
  private final ExchangeRun run;
  private final Visit visit;
  private final LeaseListener listener;
  private boolean over;

  SimLease(Sim sim, Visit visit, LeaseListener listener) {
    this.sim = sim;
    this.run = visit.run;
    this.visit = visit;
    this.listener = listener;
  }

  boolean isOver() {
    return over;
  }

  void grant(SimStream stream) {
    if (!over) {
      over = true;
      run.say("lease granted,", stream);
      visit.stream = stream;
      listener.leased(stream);
    }
  }

  void fail(FailureKind kind) {
    if (!over) {
      over = true;
      run.say("lease failed:", kind);
      sim.coverage.count("failure: ", kind);
      run.failed(kind, 0, false);
      listener.leaseFailed(kind);
    }
  }

  @Override
  public void cancel() {
    BrokenPromise.unless(!over, "a lease was cancelled after its end");
    BrokenPromise.unless(run.givenUp(), "a lease was cancelled while the client waits");
    over = true;
    run.say("lease cancelled");
    sim.coverage.count("lease cancelled");
  }
}
