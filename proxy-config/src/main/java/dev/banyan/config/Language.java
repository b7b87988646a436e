package dev.banyan.config;

import java.util.List;

/** All mappings of the language, in the order of the key reference. */
final class Language {
  static final List<KeyTable> TABLES =
      List.of(
          TableKeys.ALL,
          ListenKeys.LISTEN,
          ListenKeys.ADMIN,
          AccessLogKeys.ALL,
          LimitsKeys.ALL,
          TableKeys.METRICS_KEYS,
          ErrorsKeys.ALL,
          ErrorsKeys.OF_STATUS,
          BackendKeys.ALL,
          TlsKeys.ALL,
          HealthCheckKeys.ALL,
          EjectionKeys.ALL,
          RouteKeys.ALL,
          MatchKeys.ALL,
          MatchKeys.CONDITION,
          RouteKeys.SHARES,
          StickyKeys.ALL,
          OverrideKeys.ALL,
          FallbackKeys.ALL,
          BreakerKeys.ALL,
          ActionKeys.REWRITES,
          ActionKeys.SIDE,
          ActionKeys.REPLACES,
          ActionKeys.ALL_HEADERS,
          ActionKeys.EDITS,
          ActionKeys.REDIRECTS,
          ActionKeys.RESPONDS,
          RouteKeys.DEFAULTS);

  private Language() {}

  /** The places where a key of this name stands. */
  static List<String> placesOf(String name) {
    return TABLES.stream()
        .filter(table -> table.find(name).isPresent())
        .map(KeyTable::place)
        .toList();
  }
}
