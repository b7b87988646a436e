package dev.banyan.server.exchange.sim;

import static dev.banyan.server.exchange.sim.BrokenPromise.unless;

import dev.banyan.server.backend.BackendListener;

/** How the backend of one stream closes its connection, and whether that is the client's doing. */
final class SimClosing {
  private final SimStream stream;
  private final Outlet outlet;
  private boolean stalled;
  private boolean told;
  private boolean byClient;

  SimClosing(SimStream stream, Outlet outlet) {
    this.stream = stream;
    this.outlet = outlet;
  }

  /** The answer is wanted again, that much later. */
  void wanted(long nanos) {
    stalled |= nanos >= SimPatience.SECOND;
  }

  /** The backend closes, unless it has; returns whether that is the client's doing. */
  boolean now(BackendListener listener) {
    if (!told) {
      told = true;
      boolean unwanted = stream.unwanted() || (stream.headArrived() && stalled);
      byClient = stream.patience().clientLate() || unwanted;
      boolean says = listener.backendClosing(outlet.pending() > 0);
      unless(says == byClient, "closed by the client's doing: " + says);
    }
    return byClient;
  }

  /** Whether it was closed by the client's doing. */
  boolean byClient() {
    return byClient;
  }
}
