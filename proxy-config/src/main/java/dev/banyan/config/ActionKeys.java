package dev.banyan.config;

import java.util.List;

/** The keys of {@code rewrite}, {@code headers}, {@code redirect} and {@code respond}. */
final class ActionKeys {
  private static final Texts TEMPLATES = new Texts("template", 1_024);

  static final Key<Void> REWRITE =
      Key.form(
          "rewrite",
          "mapping or `off`",
          "off",
          "What path and query become on the way to a backend.");
  static final Key<Void> HEADERS =
      Key.form("headers", "mapping", "", "What is changed of the headers of both messages.");
  static final Key<Void> REDIRECT =
      Key.form(
          "redirect", "mapping or template", "", "Sends clients elsewhere; no backend is asked.");
  static final Key<Void> RESPOND =
      Key.form(
          "respond", "mapping or status", "", "Answers all requests alike; no backend is asked.");

  static final Key<String> STRIP_PREFIX =
      Key.of(
          "strip-prefix",
          new Texts("path", 1_024),
          "",
          "Leaves out the beginning of the path: with `/api`, `/api/x` becomes `/x`.");
  static final Key<Void> REPLACE_PREFIX =
      Key.form("replace-prefix", "mapping", "", "Puts another path in the place of its beginning.");
  static final Key<String> PATH =
      Key.of(
          "path",
          TEMPLATES,
          "",
          "The whole path, such as `\"/v2/{id}\"`; the query stays unless it has a `?`.");
  static final Key<Void> LEGACY =
      Key.form("legacy", "mapping", "", "What goes to legacy, with one of the keys above.");
  static final Key<Void> NEW =
      Key.form("new", "mapping", "", "What goes to new, with one of the keys above.");

  static final KeyTable REWRITES =
      new KeyTable(
          "routes[].rewrite",
          "One of `strip-prefix`, `replace-prefix` and `path` for both sides; or `legacy`, `new` or"
              + " both, where the sides differ. A side that is not named gets what the client sent.",
          List.of(STRIP_PREFIX, REPLACE_PREFIX, PATH, LEGACY, NEW),
          List.of());
  static final KeyTable SIDE =
      new KeyTable(
          "routes[].rewrite.new",
          "One of these, and the same for `legacy`.",
          List.of(STRIP_PREFIX, REPLACE_PREFIX, PATH),
          List.of());

  static final Key<String> FROM =
      Key.of(
          "from",
          new Texts("path", 1_024),
          "",
          "**Required.** How the route's path begins, such as `/api`; `/` puts `to` in front.");
  static final Key<String> TO =
      Key.of("to", new Texts("path", 1_024), "", "**Required.** What takes its place.");

  static final KeyTable REPLACES =
      new KeyTable("routes[].rewrite.replace-prefix", "", List.of(FROM, TO), List.of());

  static final Key<Void> REQUEST =
      Key.form("request", "mapping", "", "Of requests, on their way to either side.");
  static final Key<Void> RESPONSE =
      Key.form("response", "mapping", "", "Of answers, whoever gives them.");

  static final KeyTable ALL_HEADERS =
      new KeyTable("routes[].headers", "", List.of(REQUEST, RESPONSE), List.of());

  static final Key<Void> SET =
      Key.form("set", "mapping", "", "Headers with templates: the only ones of their names.");
  static final Key<Void> ADD =
      Key.form(
          "add", "mapping", "", "Headers with templates, or lists of them, behind all others.");
  static final Key<String> REMOVE =
      Key.list("remove", new Tokens("header name"), "[]", "Headers that are left out.");

  static final KeyTable EDITS =
      new KeyTable(
          "routes[].headers.request",
          "The same for `response`. Each name stands once. Headers of a connection or of a body's"
              + " length, and those that Banyan writes itself, are not to be changed.",
          List.of(SET, ADD, REMOVE),
          List.of());

  static final Key<String> REDIRECT_TO =
      Key.of(
          "to",
          TEMPLATES,
          "",
          "**Required.** A URL or a path, such as `\"https://shop.example/{id}\"`; the query stays"
              + " unless it has a `?`.");
  static final Key<String> REDIRECT_STATUS =
      Key.of(
          "status",
          Words.of("301", "302", "303", "307", "308"),
          "307",
          "308 and 301 are for good: browsers keep them.");

  static final KeyTable REDIRECTS =
      new KeyTable(
          "routes[].redirect",
          "`redirect: /new` is short for `redirect: { to: /new }`.",
          List.of(REDIRECT_TO, REDIRECT_STATUS),
          List.of());

  static final Key<Integer> RESPOND_STATUS =
      Key.of("status", Counts.of(200, 599), "", "**Required.** The status of the answer.");
  static final Key<String> BODY =
      Key.of(
          "body",
          new Texts("text", 1 << 16),
          "",
          "The content as it is; unless set, none below 400, and an error page from there on.");
  static final Key<String> TYPE =
      Key.of("type", MediaTypes.INSTANCE, "text/plain; charset=utf-8", "The content's type.");

  static final KeyTable RESPONDS =
      new KeyTable(
          "routes[].respond",
          "`respond: 410` is short for `respond: { status: 410 }`.",
          List.of(RESPOND_STATUS, BODY, TYPE),
          List.of());

  private ActionKeys() {}
}
