package dev.banyan.core.split;

/** Where a route finds the value that keeps a user on one side. Immutable. */
public sealed interface StickyKey {
  /**
   * The value of a cookie.
   *
   * @param name its case-sensitive name
   * @param issue whether Banyan sets the cookie where it is absent
   */
  record Cookie(String name, boolean issue) implements StickyKey {}

  /**
   * The value of a request header.
   *
   * @param name in any case
   */
  record Header(String name) implements StickyKey {}

  /** The client's address; of an IPv6 address its first 64 bits. */
  record ClientIp() implements StickyKey {}
}
