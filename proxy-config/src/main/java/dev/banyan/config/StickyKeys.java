package dev.banyan.config;

import java.util.ArrayList;
import java.util.List;

/** The keys of {@code sticky}. */
final class StickyKeys {
  static final String CLIENT_IP_WORD = "client-ip";

  static final Key<String> COOKIE =
      Key.of(
          "cookie",
          new Tokens("cookie name"),
          "",
          "The value of this cookie; choose one that neither login nor logout changes.");
  static final Key<Boolean> ISSUE =
      Key.of("issue", Switches.INSTANCE, "false", "Sets the cookie where a client has none.");
  static final Key<String> HEADER =
      Key.of("header", new Tokens("header name"), "", "The value of this header.");
  static final Key<Boolean> CLIENT_IP =
      Key.of(
          CLIENT_IP_WORD,
          Switches.INSTANCE,
          "",
          "`true`: the client's address, of an IPv6 address the first 64 bits.");
  static final Key<String> SALT =
      Key.of(
          "salt",
          new Texts("text", 256),
          "",
          "Sets the route's buckets apart from other routes'; in a list it is written once.");

  static final KeyTable ALL =
      new KeyTable(
          "routes[].sticky",
          "One of `cookie`, `header` and `client-ip`. `sticky: client-ip` is short for"
              + " `sticky: { client-ip: true }`. What stands behind `salt` is for the cookie that"
              + " `issue: true` sets.",
          keys(),
          List.of());

  private StickyKeys() {}

  private static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(List.of(COOKIE, ISSUE, HEADER, CLIENT_IP, SALT));
    keys.addAll(IssueKeys.ALL);
    return List.copyOf(keys);
  }
}
