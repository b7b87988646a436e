package dev.banyan.server.live;

/**
 * What is served at this moment: one reference, replaced whole, pinned by each exchange at its
 * start. Read by all event loops, written by the control thread only.
 */
public final class LiveRouting {
  private volatile ServingState current;

  /** Serves {@code first}. */
  public LiveRouting(ServingState first) {
    this.current = first;
  }

  /** What is served now. */
  public ServingState current() {
    return current;
  }

  /** Serves {@code next} from now on; exchanges that have begun keep what they began with. */
  public void serve(ServingState next) {
    current = next;
  }
}
