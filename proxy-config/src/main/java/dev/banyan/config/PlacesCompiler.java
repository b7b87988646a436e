package dev.banyan.config;

import dev.banyan.config.document.ActionsDocument;
import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.BreakerDocument;
import dev.banyan.config.document.FallbackDocument;
import dev.banyan.config.document.FieldDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.MatchDocument;
import dev.banyan.config.document.OverrideDocument;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.ShareDocument;
import dev.banyan.config.document.Span;
import dev.banyan.config.document.StickyDocument;
import dev.banyan.config.document.TableDocument;
import dev.banyan.core.explain.TableKey;
import dev.banyan.core.explain.TableLines;
import dev.banyan.core.explain.TablePlaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps of a table's places what explanations need. Confined to one load. */
final class PlacesCompiler {
  private final TableLines.Builder lines = TableLines.builder();

  private PlacesCompiler() {}

  static TablePlaces compile(TableDocument table, String file) {
    List<TableLines> routes = new ArrayList<>();
    for (RouteDocument route : table.routes()) {
      routes.add(route(route, EffectiveRoute.of(route, table.defaults()).whole()));
    }
    Map<String, TableLines> backends = new HashMap<>();
    for (BackendDocument backend : table.backends()) {
      backends.put(backend.name().value(), backend(backend));
    }
    PlacesCompiler defaults = new PlacesCompiler();
    if (table.defaults() != null) {
      defaults.users(table.defaults());
    }
    return new TablePlaces(file, ofTable(table), defaults.lines.build(), routes, backends);
  }

  private static TableLines ofTable(TableDocument table) {
    PlacesCompiler places = new PlacesCompiler();
    Map<String, Span> keys = table.section().keys();
    places.add(TableKey.TRUSTED_PROXIES, keys.get(TableKeys.TRUSTED_PROXIES.name()));
    places.add(TableKey.TABLE_LEGACY, table.legacy());
    places.add(TableKey.LIMITS, table.limits() == null ? null : table.limits().body());
    return places.lines.build();
  }

  private static TableLines backend(BackendDocument backend) {
    PlacesCompiler places = new PlacesCompiler();
    backend.urls().forEach(url -> places.add(TableKey.URL, url));
    places.add(TableKey.CONNECT_TIMEOUT, backend.connectTimeout());
    places.add(TableKey.PENDING_TIMEOUT, backend.pendingTimeout());
    places.add(TableKey.BACKEND_TIMEOUT, backend.timeout());
    places.add(TableKey.STREAM_IDLE, backend.streamIdle());
    return places.lines.build();
  }

  /**
   * The lines of a route.
   *
   * @param route the route as written
   * @param whole the same, completed by the defaults
   */
  private static TableLines route(RouteDocument route, RouteDocument whole) {
    PlacesCompiler places = new PlacesCompiler();
    places.add(TableKey.ROUTE, route.section().head());
    places.match(Objects.requireNonNull(route.match()));
    places.add(TableKey.LEGACY, whole.legacy());
    places.add(TableKey.NEW, whole.newBackend());
    ShareDocument share = whole.share();
    if (share != null) {
      places.add(TableKey.SHARE_READS, share.reads());
      places.add(TableKey.SHARE_WRITES, share.writes());
    }
    places.sticky(whole.sticky());
    places.users(route);
    OverrideDocument override = whole.override();
    places.add(TableKey.OVERRIDE, override == null ? null : override.span());
    places.add(TableKey.KILL, whole.kill());
    places.add(TableKey.TIMEOUT, whole.timeout());
    places.fallback(whole.fallback());
    places.add(TableKey.MAX_IN_FLIGHT, whole.maxInFlight());
    BreakerDocument breaker = whole.breaker();
    places.add(TableKey.BREAKER, breaker == null ? null : breaker.span());
    places.add(TableKey.BODY_LIMIT, whole.bodyLimit());
    places.actions(whole.actions());
    return places.lines.build();
  }

  private void match(MatchDocument match) {
    match.hosts().forEach(host -> add(TableKey.HOST, host));
    add(TableKey.PATH, match.path());
    if (!match.methods().isEmpty()) {
      add(TableKey.METHODS, match.methods().get(0));
    }
    conditions(TableKey.MATCH_HEADER, match.headers());
    conditions(TableKey.MATCH_QUERY, match.query());
    conditions(TableKey.MATCH_COOKIE, match.cookies());
  }

  private void conditions(TableKey key, List<FieldDocument> fields) {
    fields.forEach(field -> add(key, field.name()));
  }

  private void sticky(@Nullable StickyDocument sticky) {
    if (sticky != null) {
      sticky.sources().forEach(source -> add(TableKey.STICKY, source.name()));
      add(TableKey.SALT, sticky.salt());
    }
  }

  private void users(RouteDocument route) {
    users(TableKey.ALWAYS_NEW, route.alwaysNew());
    users(TableKey.ALWAYS_LEGACY, route.alwaysLegacy());
  }

  private void users(TableKey key, @Nullable List<Located<String>> values) {
    if (values != null) {
      Map<String, Located<String>> sorted = new TreeMap<>();
      values.forEach(value -> sorted.putIfAbsent(value.value(), value));
      sorted.values().forEach(value -> add(key, value));
    }
  }

  private void fallback(@Nullable FallbackDocument fallback) {
    if (fallback != null) {
      add(TableKey.FALLBACK, fallback.span());
      first(TableKey.FALLBACK_ON, fallback.on());
      first(TableKey.FALLBACK_METHODS, fallback.methods());
      add(TableKey.FALLBACK_KEY, fallback.idempotencyKey());
    }
  }

  private <T> void first(TableKey key, @Nullable List<Located<T>> values) {
    if (values != null && !values.isEmpty()) {
      add(key, values.get(0));
    }
  }

  private void actions(ActionsDocument actions) {
    add(TableKey.REWRITE, actions.rewrite() == null ? null : actions.rewrite().section().head());
    add(TableKey.HEADERS, actions.headers() == null ? null : actions.headers().section().head());
    add(TableKey.REDIRECT, actions.redirect() == null ? null : actions.redirect().to());
    add(TableKey.RESPOND, actions.respond() == null ? null : actions.respond().status());
  }

  private void add(TableKey key, @Nullable Located<?> value) {
    add(key, value == null ? null : value.span());
  }

  private void add(TableKey key, @Nullable Span span) {
    if (span != null) {
      lines.add(key, span.line());
    }
  }
}
