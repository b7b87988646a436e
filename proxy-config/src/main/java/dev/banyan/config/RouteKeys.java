package dev.banyan.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of {@code routes[]}, of {@code defaults} and of {@code share}. */
final class RouteKeys {
  private static final Texts STICKY_VALUES = new Texts("text", 1_024);

  static final Key<String> NAME =
      Key.of(
          "name",
          Names.INSTANCE,
          "",
          "**Required.** Metrics, logs and the breaker's state go by it.");
  static final Key<Void> MATCH =
      Key.form("match", "mapping", "", "**Required.** Which requests the route takes.");
  static final Key<String> LEGACY =
      Key.of("legacy", Names.INSTANCE, "", "The backend behind this route, if not the table's.");
  static final Key<String> NEW =
      Key.of("new", Names.INSTANCE, "", "The backend that takes over; without it nothing moves.");
  static final Key<Void> SHARE =
      Key.form(
          "share",
          "percentage, or `reads` and `writes`",
          "0%",
          "How much of the route's users new serves, in steps of 0.01%.");
  static final Key<Void> STICKY =
      Key.form(
          "sticky",
          "mapping, `client-ip` or a list",
          "",
          "What keeps a user on one side; of a list the first that is present. Unless set, each request goes its own way.");
  static final Key<String> ALWAYS_NEW =
      Key.list(
          "always-new",
          STICKY_VALUES,
          "[]",
          "Values of `sticky` that new serves, whatever the share.");
  static final Key<String> ALWAYS_LEGACY =
      Key.list(
          "always-legacy",
          STICKY_VALUES,
          "[]",
          "Values of `sticky` that stay on legacy, whatever the share or an override says.");
  static final Key<Void> OVERRIDE =
      Key.form(
          "override",
          "mapping or `off`",
          "off",
          "How those who test choose their side, whatever the share.");
  static final Key<Duration> TIMEOUT =
      Key.of(
          "timeout",
          Durations.POSITIVE,
          "",
          "Longest wait for new's response head; its backend's `timeout` unless set.");
  static final Key<Void> FALLBACK =
      Key.form("fallback", "mapping, `on` or `off`", "on", "When legacy answers instead of new.");
  static final Key<Integer> MAX_IN_FLIGHT =
      Key.of(
          "max-in-flight",
          Counts.of(1, 1_000_000),
          "",
          "Most requests at new at one time, legacy answers the others; no bound unless set.");
  static final Key<Void> BREAKER =
      Key.form("breaker", "mapping, `on` or `off`", "on", "When new is left alone for a while.");
  static final Key<Long> BODY_LIMIT =
      Key.of(
          "body-limit",
          new Sizes(0, 1L << 40),
          "",
          "Longest request body; `limits.body` unless set.");
  static final Key<Boolean> KILL =
      Key.of("kill", Switches.INSTANCE, "false", "Sends everything to legacy at once.");

  static final KeyTable DEFAULTS =
      new KeyTable(
          "defaults",
          "Any key of a route but `name`, `match`, `redirect` and `respond`. What the route says"
              + " itself goes first; `fallback` and `breaker` are completed key by key, `headers` name"
              + " by name. A route that answers by itself takes `headers` and `body-limit` alone.",
          List.of(
              LEGACY,
              NEW,
              SHARE,
              STICKY,
              ALWAYS_NEW,
              ALWAYS_LEGACY,
              OVERRIDE,
              TIMEOUT,
              FALLBACK,
              MAX_IN_FLIGHT,
              BREAKER,
              BODY_LIMIT,
              KILL,
              ActionKeys.REWRITE,
              ActionKeys.HEADERS),
          List.of());

  static final KeyTable ALL = new KeyTable("routes[]", "", routeKeys(), List.of());

  static final Key<Integer> READS =
      Key.of("reads", Percentages.FROM_ZERO, "0%", "Of requests with GET, HEAD and OPTIONS.");
  static final Key<Integer> WRITES =
      Key.of("writes", Percentages.FROM_ZERO, "0%", "Of requests with any other method.");

  static final KeyTable SHARES =
      new KeyTable(
          "routes[].share", "One percentage stands for both.", List.of(READS, WRITES), List.of());

  private RouteKeys() {}

  private static List<Key<?>> routeKeys() {
    List<Key<?>> keys = new ArrayList<>(List.of(NAME, MATCH));
    keys.addAll(DEFAULTS.keys());
    keys.add(ActionKeys.REDIRECT);
    keys.add(ActionKeys.RESPOND);
    return List.copyOf(keys);
  }
}
