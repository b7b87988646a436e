package dev.banyan.core.plan;

import dev.banyan.core.caching.Sharing;
import dev.banyan.core.split.IssueSpec;

/**
 * A sticky value that Banyan mints. Immutable.
 *
 * @param name the cookie's name
 * @param value 32 hexadecimal digits
 * @param spec what the cookie is like
 */
public record IssuedCookie(String name, String value, IssueSpec spec) {
  private static final int NOT_MODIFIED = 304;

  /** What becomes of the cookie on an answer. */
  public enum Delivery {
    /** It is set; no shared cache keeps the answer. */
    SET,
    /** It is set, and the answer made private, so that no shared cache gives it to others. */
    SET_PRIVATELY,
    /** It is left out, so that shared caches may go on giving the answer to all. */
    LEFT_OUT,
    /** It is not set: the answer has no fields of its own, but renews those of an earlier one. */
    NOT_MODIFIED
  }

  /**
   * What becomes of the cookie.
   *
   * @param status the answer's
   * @param sharing what shared caches may do with the answer
   */
  public Delivery on(int status, Sharing sharing) {
    if (status == NOT_MODIFIED) {
      return Delivery.NOT_MODIFIED;
    }
    return switch (sharing) {
      case NONE -> Delivery.SET;
      case POSSIBLE -> Delivery.SET_PRIVATELY;
      case FRESH -> spec.onCacheable() ? Delivery.SET_PRIVATELY : Delivery.LEFT_OUT;
    };
  }

  /**
   * The value of {@code Set-Cookie}.
   *
   * @param encrypted whether the client's own connection is
   */
  public String field(boolean encrypted) {
    return name + "=" + value + spec.attributes(encrypted);
  }
}
