package dev.banyan.server.backend;

/** A wait for a stream. Confined to its event loop. */
public interface Lease {
  /** Ends the wait; the listener is not called any more. */
  void cancel();
}
