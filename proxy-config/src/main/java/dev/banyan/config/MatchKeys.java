package dev.banyan.config;

import java.util.List;

/** The keys of {@code match}, and of a condition in it. */
final class MatchKeys {
  private static final Texts VALUES = new Texts("text", 1_024);

  static final Key<String> HOST =
      Key.list(
          "host",
          new Texts("host pattern", 255),
          "",
          "`shop.example`, or `\"*.shop.example\"` for every name below it; any unless set.");
  static final Key<String> PATH =
      Key.of(
          "path",
          new Texts("path pattern", 1_024),
          "",
          "`/cart` alone, `/cart/**` with all below it, `\"/cart/{id}\"` with any one segment; any"
              + " unless set.");
  static final Key<String> METHODS =
      Key.list(
          "methods",
          Methods.MATCHED,
          "",
          "Such as `[GET, POST]`; any unless set. `GET` stands for HEAD too.");
  static final Key<Void> HEADERS =
      Key.form("headers", "mapping", "", "Conditions on headers, by name.");
  static final Key<Void> QUERY =
      Key.form("query", "mapping", "", "Conditions on query parameters, by name.");
  static final Key<Void> COOKIES =
      Key.form("cookies", "mapping", "", "Conditions on cookies, by name.");

  static final KeyTable ALL =
      new KeyTable(
          "routes[].match",
          "All that is said must hold. Exact beats pattern, first in the host, then from segment to"
              + " segment in the path, then more conditions beat fewer.",
          List.of(HOST, PATH, METHODS, HEADERS, QUERY, COOKIES),
          List.of());

  static final Key<String> EXACT = Key.of("exact", VALUES, "", "The value is this one.");
  static final Key<String> PREFIX = Key.of("prefix", VALUES, "", "The value begins so.");
  static final Key<String> REGEX =
      Key.of(
          "regex",
          VALUES,
          "",
          "The whole value, of 4 KiB at most, has this form, in the syntax of RE2.");
  static final Key<Boolean> PRESENT =
      Key.of(
          "present",
          Switches.INSTANCE,
          "",
          "`true`: there is a value, even an empty one; `false`: there is none.");

  static final KeyTable CONDITION =
      new KeyTable(
          "routes[].match.headers.NAME",
          "One of these keys, and the same for `query.NAME` and `cookies.NAME`. `X-Beta: yes` is short for `X-Beta: { exact: yes }`.",
          List.of(EXACT, PREFIX, REGEX, PRESENT),
          List.of());

  /** The keys of a condition in {@code headers}, {@code query} or {@code cookies}. */
  static KeyTable condition(Key<Void> kind) {
    String place = "routes[].match." + kind.name() + ".NAME";
    return new KeyTable(place, CONDITION.help(), CONDITION.keys(), CONDITION.later());
  }

  private MatchKeys() {}
}
