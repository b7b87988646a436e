package dev.banyan.server.control;

import dev.banyan.config.LimitsSpec;
import dev.banyan.server.listen.ClientLimits;
import dev.banyan.server.transport.Descriptors;

/** Turns the limits of the table into those of the listeners. Stateless. */
public final class Limits {
  private Limits() {}

  /** The bounds on each client. */
  public static ClientLimits of(LimitsSpec spec) {
    return new ClientLimits(
        spec.head(),
        spec.headerTimeout().toNanos(),
        spec.bodyTimeout().toNanos(),
        spec.idleTimeout().toNanos(),
        spec.writeTimeout().toNanos(),
        spec.halfClose().toNanos());
  }

  /** Most client connections. */
  public static int connections(LimitsSpec spec) {
    return spec.connections() > 0 ? spec.connections() : Descriptors.carriedConnections();
  }
}
