package dev.banyan.config.document;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code routes}, or {@code defaults}, as written; sizes in bytes. Immutable.
 *
 * @param newBackend the key {@code new}
 * @param alwaysNew sticky values; null if not written
 * @param alwaysLegacy sticky values; null if not written
 */
public record RouteDocument(
    Section section,
    @Nullable Located<String> name,
    @Nullable MatchDocument match,
    @Nullable Located<String> legacy,
    @Nullable Located<String> newBackend,
    @Nullable ShareDocument share,
    @Nullable StickyDocument sticky,
    @Nullable List<Located<String>> alwaysNew,
    @Nullable List<Located<String>> alwaysLegacy,
    @Nullable OverrideDocument override,
    @Nullable Located<Duration> timeout,
    @Nullable FallbackDocument fallback,
    @Nullable Located<Integer> maxInFlight,
    @Nullable BreakerDocument breaker,
    @Nullable Located<Long> bodyLimit,
    @Nullable Located<Boolean> kill,
    ActionsDocument actions) {

  /** Copies the lists. */
  public RouteDocument {
    alwaysNew = alwaysNew == null ? null : List.copyOf(alwaysNew);
    alwaysLegacy = alwaysLegacy == null ? null : List.copyOf(alwaysLegacy);
  }
}
