package dev.banyan.config;

import dev.banyan.config.document.ActionsDocument;
import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.OverrideDocument;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.Section;
import dev.banyan.config.document.ShareDocument;
import dev.banyan.config.document.Span;
import dev.banyan.config.document.StickyDocument;
import dev.banyan.core.forward.RouteActions;
import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.split.IssueSpec;
import dev.banyan.core.split.SideOverride;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import dev.banyan.core.split.StickyLists;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles routes. Immutable. */
final class RouteCompiler {
  /** The name of the route that takes what no written route matches. */
  static final String UNMATCHED = "unmatched";

  /** The place of what was not written. */
  static final Span NOWHERE = new Span(0, 0, 0, 0);

  private final String legacy;
  private final long bodyLimit;
  private final Map<String, BackendDocument> backends;

  /**
   * A compiler for one table.
   *
   * @param legacy the table's legacy backend
   * @param bodyLimit the longest request body, unless a route says otherwise
   */
  RouteCompiler(String legacy, long bodyLimit, Map<String, BackendDocument> backends) {
    this.legacy = legacy;
    this.bodyLimit = bodyLimit;
    this.backends = backends;
  }

  /**
   * Compiles one route.
   *
   * @param route the route, completed by the defaults
   */
  RoutePolicy compile(String name, RouteDocument route, RouteActions actions) {
    String newBackend = route.newBackend() == null ? null : route.newBackend().value();
    Duration timeout =
        BreakerRules.timeout(route, newBackend == null ? null : backends.get(newBackend));
    return new RoutePolicy(
        name,
        route.section().head().line(),
        route.legacy() == null ? legacy : route.legacy().value(),
        newBackend,
        split(route.share()),
        sticky(route.sticky()),
        salt(route.sticky()),
        RouteKeys.KILL.valueOr(route.kill()),
        route.timeout() == null ? null : route.timeout().value(),
        FallbackCompiler.compile(route.fallback()),
        newBackend == null ? null : BreakerCompiler.compile(route.breaker(), timeout),
        route.maxInFlight() == null ? 0 : route.maxInFlight().value(),
        route.bodyLimit() == null ? bodyLimit : route.bodyLimit().value(),
        new StickyLists(values(route.alwaysLegacy()), values(route.alwaysNew())),
        override(route.override()),
        actions);
  }

  /**
   * The route of what no written route matches: all of it stays on legacy.
   *
   * @param override what removes the field of an override here too; null for none
   */
  RoutePolicy unmatched(@Nullable OverrideDocument override) {
    Section section = new Section(NOWHERE, NOWHERE, Map.of());
    return compile(
        UNMATCHED,
        new RouteDocument(
            section,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            override,
            null,
            null,
            null,
            null,
            null,
            null,
            ActionsDocument.NONE),
        RouteActions.NONE);
  }

  private static Split split(@Nullable ShareDocument share) {
    return share == null ? Split.NONE : new Split(buckets(share.reads()), buckets(share.writes()));
  }

  private static int buckets(@Nullable Located<Integer> share) {
    return share == null ? 0 : share.value();
  }

  private static List<StickyKey> sticky(@Nullable StickyDocument sticky) {
    return sticky == null
        ? List.of()
        : sticky.sources().stream().map(RouteCompiler::stickyKey).toList();
  }

  private static StickyKey stickyKey(StickyDocument.Source source) {
    if (source instanceof StickyDocument.Cookie cookie) {
      boolean issue = StickyKeys.ISSUE.valueOr(cookie.issue());
      IssueSpec spec = issue ? IssueCompiler.compile(cookie.attributes()) : null;
      return new StickyKey.Cookie(cookie.name().value(), spec);
    }
    return source instanceof StickyDocument.Header header
        ? new StickyKey.Header(header.name().value())
        : new StickyKey.ClientIp();
  }

  private static Set<String> values(@Nullable List<Located<String>> list) {
    return list == null
        ? Set.of()
        : list.stream().map(Located::value).collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable SideOverride override(@Nullable OverrideDocument override) {
    if (override == null || override.off()) {
      return null;
    }
    return new SideOverride(
        override.header() == null ? null : override.header().value(),
        override.cookie() == null ? null : override.cookie().value(),
        override.from().stream().map(network -> AddressBlock.parse(network.value())).toList());
  }

  private static String salt(@Nullable StickyDocument sticky) {
    return sticky == null || sticky.salt() == null ? "" : sticky.salt().value();
  }
}
