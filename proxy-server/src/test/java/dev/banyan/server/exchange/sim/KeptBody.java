package dev.banyan.server.exchange.sim;

/** How much of a request's body must be kept for another send, by the design's bounds. */
final class KeptBody {
  private final Sim sim;
  private final int bound;
  private boolean keeping;
  private boolean touched;
  private boolean dropped;
  private int kept;

  KeptBody(Sim sim, SimRequest request, boolean replayAllowed) {
    this.sim = sim;
    this.bound = sim.settings.fallback().bodyBytes();
    this.keeping = bound > 0 && request.hasBody() && (replayAllowed || request.read());
  }

  /** Whether another send could be given the whole body. */
  boolean whole() {
    return !touched || keeping;
  }

  boolean dropped() {
    return dropped;
  }

  int bytes() {
    return kept;
  }

  void read(int bytes) {
    touched = true;
    if (!keeping) {
      return;
    }
    if (kept + bytes > bound || sim.keptBytes + bytes > sim.settings.replayBudget()) {
      dropped = true;
      release();
      return;
    }
    kept += bytes;
    sim.keptBytes += bytes;
  }

  /** There will be no other send. */
  void release() {
    keeping = false;
    sim.keptBytes -= kept;
    kept = 0;
  }
}
