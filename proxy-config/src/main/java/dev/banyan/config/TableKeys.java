package dev.banyan.config;

import java.time.Duration;
import java.util.List;

/** The keys at the top level of a table, and those of {@code metrics}. */
final class TableKeys {
  static final Key<Void> LISTEN =
      Key.form("listen", "list", "", "**Required.** Where clients connect.");
  static final Key<Void> ADMIN =
      Key.form("admin", "mapping, port or `off`", "9900", "Where metrics and health are.");
  static final Key<Void> LIMITS = Key.form("limits", "mapping", "", "Bounds on clients.");
  static final Key<Duration> DRAIN =
      Key.of(
          "drain",
          Durations.FROM_ZERO,
          "30s",
          "How long requests in flight may take when the proxy stops.");
  static final Key<Duration> DRAIN_DELAY =
      Key.of(
          "drain-delay",
          Durations.FROM_ZERO,
          "5s",
          "How long the proxy goes on accepting before that, while `/readyz` says no.");
  static final Key<Void> ACCESS_LOG =
      Key.form(
          "access-log",
          "`on`, `off`, a path or a mapping",
          "on",
          "One line of JSON a request: on standard output, nowhere, or in a file.");
  static final Key<String> TRUSTED_PROXIES =
      Key.list(
          "trusted-proxies",
          Networks.INSTANCE,
          "[]",
          "Peers whose word on the client is believed, such as `[10.0.0.0/8, fd00::/8]`: its"
              + " address, scheme, host, port and request id. Of all others it is replaced.");
  static final Key<String> VIA =
      Key.of(
          "via",
          ViaNames.INSTANCE,
          "banyan",
          "The name that requests carry in `Via`; a request that has come through here too often is"
              + " answered 508. `off` adds none, for backends that do not compress for proxies.");
  static final Key<Boolean> DROP_URL_OVERRIDES =
      Key.of(
          "drop-url-overrides",
          Switches.INSTANCE,
          "true",
          "Whether `X-Original-URL`, `X-Rewrite-URL` and their like are left out of requests: some"
              + " applications take them for the URL, and pass by what routes close.");
  static final Key<Void> METRICS = Key.form("metrics", "mapping", "", "Bounds on metrics.");
  static final Key<Void> ERRORS =
      Key.form("errors", "mapping", "", "Pages for the errors that Banyan answers with.");
  static final Key<Void> BACKENDS =
      Key.form("backends", "mapping", "", "**Required.** The systems behind the proxy, by name.");
  static final Key<String> LEGACY =
      Key.of(
          "legacy",
          Names.INSTANCE,
          "",
          "**Required.** The backend that serves what no route moves, and catches what new drops.");
  static final Key<Void> DEFAULTS =
      Key.form("defaults", "mapping", "", "What a route does not say itself.");
  static final Key<Void> ROUTES =
      Key.form("routes", "list", "[]", "What moves. The most specific match wins, not the first.");

  static final KeyTable ALL =
      new KeyTable(
          KeyTable.TOP_LEVEL,
          "",
          List.of(
              LISTEN,
              ADMIN,
              LIMITS,
              DRAIN,
              DRAIN_DELAY,
              TRUSTED_PROXIES,
              VIA,
              DROP_URL_OVERRIDES,
              ACCESS_LOG,
              METRICS,
              ERRORS,
              BACKENDS,
              LEGACY,
              DEFAULTS,
              ROUTES),
          List.of("operators"));

  static final Key<Integer> METRICS_ROUTES =
      Key.of(
          "routes",
          Counts.of(1, 100_000),
          "1000",
          "Most routes with meters of their own; the others are counted as route `other`.");

  static final Key<Boolean> METRICS_RESILIENCE4J =
      Key.of(
          "resilience4j",
          Switches.INSTANCE,
          "false",
          "Also the meters of resilience4j-micrometer, for dashboards made for them; they cost 22"
              + " KB a route and 110 ns a call of new.");

  static final KeyTable METRICS_KEYS =
      new KeyTable("metrics", "", List.of(METRICS_ROUTES, METRICS_RESILIENCE4J), List.of());

  private TableKeys() {}
}
