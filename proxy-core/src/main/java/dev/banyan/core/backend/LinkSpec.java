package dev.banyan.core.backend;

import org.jspecify.annotations.Nullable;

/**
 * How the endpoints of a backend are found and spoken to. Immutable.
 *
 * @param resolve when their names are looked up
 * @param tls how TLS is spoken; null if it is not
 */
public record LinkSpec(Resolve resolve, @Nullable TlsSpec tls) {
  /** Names are looked up as DNS says, and no TLS is spoken. */
  public static final LinkSpec PLAIN = new LinkSpec(Resolve.AGAIN, null);

  /** When a name is looked up. Literal addresses never are. */
  public enum Resolve {
    /** Again and again, as often as the time to live of the answer says. */
    AGAIN,
    /** Until an address is known, and not again while the backend is served. */
    ONCE
  }
}
