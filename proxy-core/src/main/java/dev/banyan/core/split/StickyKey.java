package dev.banyan.core.split;

import org.jspecify.annotations.Nullable;

/** Where a route finds the value that keeps a user on one side. Immutable. */
public sealed interface StickyKey {
  /**
   * The value of a cookie.
   *
   * @param name its case-sensitive name
   * @param issue what Banyan sets where it is absent; null for nothing
   */
  record Cookie(String name, @Nullable IssueSpec issue) implements StickyKey {
    /** A cookie that Banyan sets, or does not, as a table does that says no more of it. */
    public Cookie(String name, boolean issue) {
      this(name, issue ? IssueSpec.STANDARD : null);
    }
  }

  /**
   * The value of a request header.
   *
   * @param name in any case
   */
  record Header(String name) implements StickyKey {}

  /** The client's address; of an IPv6 address its first 64 bits. */
  record ClientIp() implements StickyKey {}
}
