package dev.banyan.config;

import java.util.List;

/** The keys of {@code override}. */
final class OverrideKeys {
  static final Key<String> HEADER =
      Key.of(
          "header",
          new Tokens("header name"),
          "",
          "A header that says `new` or `legacy`; it is asked before the cookie.");
  static final Key<String> COOKIE =
      Key.of("cookie", new Tokens("cookie name"), "", "A cookie that says `new` or `legacy`.");
  static final Key<String> FROM =
      Key.list(
          "from",
          Networks.INSTANCE,
          "",
          "**Required.** Whose word counts, by the client's address as `trusted-proxies` resolve it.");

  static final KeyTable ALL =
      new KeyTable(
          "routes[].override",
          "`header`, `cookie` or both. The field is removed before a request is forwarded, whoever"
              + " sent it. Breaker and fallback stay in force.",
          List.of(HEADER, COOKIE, FROM),
          List.of());

  private OverrideKeys() {}
}
