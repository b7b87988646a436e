package dev.banyan.server.backend;

import dev.banyan.core.resilience.FailureKind;

/** Waits for a stream to a backend. Called on its event loop. */
public interface LeaseListener {
  /** A stream is ready; the listener now owns it. */
  void leased(BackendStream stream);

  /** There will be none. */
  void leaseFailed(FailureKind kind);
}
