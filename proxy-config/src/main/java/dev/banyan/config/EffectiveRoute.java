package dev.banyan.config;

import dev.banyan.config.document.ActionsDocument;
import dev.banyan.config.document.BreakerDocument;
import dev.banyan.config.document.FallbackDocument;
import dev.banyan.config.document.RouteDocument;
import org.jspecify.annotations.Nullable;

/**
 * A route completed by {@code defaults}. Immutable.
 *
 * @param written the route as written
 * @param whole the same, with the defaults for what it does not say
 */
record EffectiveRoute(RouteDocument written, RouteDocument whole) {
  /** Completes one route. */
  static EffectiveRoute of(RouteDocument route, @Nullable RouteDocument defaults) {
    return new EffectiveRoute(route, defaults == null ? route : merge(route, defaults));
  }

  /** Whether a key was written, readable or not, here or in the defaults. */
  static boolean says(RouteDocument route, @Nullable RouteDocument defaults, Key<?> key) {
    return route.section().keys().containsKey(key.name())
        || (defaults != null && defaults.section().keys().containsKey(key.name()));
  }

  private static RouteDocument merge(RouteDocument route, RouteDocument defaults) {
    if (route.actions().answers()) {
      return answering(route, defaults);
    }
    return new RouteDocument(
        route.section(),
        route.name(),
        route.match(),
        or(route.legacy(), defaults.legacy()),
        or(route.newBackend(), defaults.newBackend()),
        or(route.share(), defaults.share()),
        or(route.sticky(), defaults.sticky()),
        or(route.alwaysNew(), defaults.alwaysNew()),
        or(route.alwaysLegacy(), defaults.alwaysLegacy()),
        or(route.override(), defaults.override()),
        or(route.timeout(), defaults.timeout()),
        merge(route.fallback(), defaults.fallback()),
        or(route.maxInFlight(), defaults.maxInFlight()),
        merge(route.breaker(), defaults.breaker()),
        or(route.bodyLimit(), defaults.bodyLimit()),
        or(route.kill(), defaults.kill()),
        merge(route.actions(), defaults.actions()));
  }

  /** A route that asks no backend has no use for most defaults. */
  private static RouteDocument answering(RouteDocument route, RouteDocument defaults) {
    return new RouteDocument(
        route.section(),
        route.name(),
        route.match(),
        route.legacy(),
        route.newBackend(),
        route.share(),
        route.sticky(),
        route.alwaysNew(),
        route.alwaysLegacy(),
        route.override(),
        route.timeout(),
        route.fallback(),
        route.maxInFlight(),
        route.breaker(),
        or(route.bodyLimit(), defaults.bodyLimit()),
        route.kill(),
        merge(route.actions(), defaults.actions()));
  }

  private static ActionsDocument merge(ActionsDocument own, ActionsDocument other) {
    boolean answers = own.answers();
    return new ActionsDocument(
        answers ? own.rewrite() : or(own.rewrite(), other.rewrite()),
        HeaderDefaults.merge(own.headers(), other.headers(), answers),
        own.redirect(),
        own.respond());
  }

  private static @Nullable FallbackDocument merge(
      @Nullable FallbackDocument own, @Nullable FallbackDocument other) {
    if (own == null || other == null || own.off()) {
      return or(own, other);
    }
    return new FallbackDocument(
        own.span(),
        false,
        or(own.on(), other.on()),
        or(own.methods(), other.methods()),
        or(own.idempotencyKey(), other.idempotencyKey()),
        or(own.body(), other.body()));
  }

  private static @Nullable BreakerDocument merge(
      @Nullable BreakerDocument own, @Nullable BreakerDocument other) {
    if (own == null || other == null || own.off()) {
      return or(own, other);
    }
    return new BreakerDocument(
        own.span(),
        false,
        or(own.failureRate(), other.failureRate()),
        or(own.failures(), other.failures()),
        or(own.slowCall(), other.slowCall()),
        or(own.slowRate(), other.slowRate()),
        or(own.window(), other.window()),
        or(own.minimumCalls(), other.minimumCalls()),
        or(own.openFor(), other.openFor()),
        or(own.probes(), other.probes()));
  }

  private static <T> @Nullable T or(@Nullable T own, @Nullable T other) {
    return own != null ? own : other;
  }
}
