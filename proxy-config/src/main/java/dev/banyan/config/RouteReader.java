package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Scalar;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.MatchDocument;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.ShareDocument;
import dev.banyan.config.document.Span;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code routes}, or {@code defaults}. Confined to one load. */
final class RouteReader {
  private final Problems problems;
  private final ScalarReader scalars;
  private final MatchReader matches;
  private final StickyReader stickies;
  private final OverrideReader overrides;
  private final FallbackReader fallbacks;
  private final BreakerReader breakers;
  private final ActionsReader actions;

  RouteReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
    this.matches = new MatchReader(problems, scalars);
    this.stickies = new StickyReader(problems, scalars);
    this.overrides = new OverrideReader(problems, scalars);
    this.fallbacks = new FallbackReader(problems, scalars);
    this.breakers = new BreakerReader(problems, scalars);
    this.actions = new ActionsReader(problems, scalars);
  }

  /** An entry of {@code routes}, or null if it is no mapping. */
  @Nullable RouteDocument item(YamlValue value, Span keyAt) {
    if (!(value instanceof Mapping mapping)) {
      scalars.refuse("routes", value, keyAt, "a mapping with `name` and `match`", null);
      return null;
    }
    MappingReader reader = new MappingReader(mapping, RouteKeys.ALL, problems, scalars);
    RouteDocument route = read(reader);
    reader.require(RouteKeys.NAME, "add `name: " + proposedName(route.match()) + "`");
    reader.require(RouteKeys.MATCH, "add `match: { path: /orders/** }`");
    return route;
  }

  /** A route, with whatever of it is readable. */
  RouteDocument read(MappingReader route) {
    return new RouteDocument(
        route.section(),
        route.scalar(RouteKeys.NAME),
        matches.read(route),
        route.scalar(RouteKeys.LEGACY),
        route.scalar(RouteKeys.NEW),
        share(route),
        stickies.read(route),
        route.longList(RouteKeys.ALWAYS_NEW),
        route.longList(RouteKeys.ALWAYS_LEGACY),
        overrides.read(route),
        route.scalar(RouteKeys.TIMEOUT),
        fallbacks.read(route),
        route.scalar(RouteKeys.MAX_IN_FLIGHT),
        breakers.read(route),
        route.scalar(RouteKeys.BODY_LIMIT),
        route.scalar(RouteKeys.KILL),
        actions.read(route));
  }

  private @Nullable ShareDocument share(MappingReader route) {
    YamlValue value = route.value(RouteKeys.SHARE);
    if (value == null) {
      return null;
    }
    if (value instanceof Mapping mapping) {
      MappingReader share = new MappingReader(mapping, RouteKeys.SHARES, problems, scalars);
      Located<Integer> reads = share.scalar(RouteKeys.READS);
      return new ShareDocument(mapping.head(), reads, share.scalar(RouteKeys.WRITES));
    }
    if (value instanceof Scalar word) {
      Span keyAt = route.keyAt(RouteKeys.SHARE);
      Located<Integer> both = scalars.scalar("share", keyAt, word, Percentages.FROM_ZERO);
      return both == null ? null : new ShareDocument(word.span(), both, both);
    }
    String expected = "a percentage, or `reads` and `writes`";
    scalars.refuse("share", value, value.head(), expected, null);
    return null;
  }

  /** A name made of the words of a path, as in {@code api-orders}. */
  private static String proposedName(@Nullable MatchDocument match) {
    Located<String> path = match == null ? null : match.path();
    String words = path == null ? "" : path.value().replaceAll("\\{[^}]*}|[^A-Za-z0-9]+", "-");
    String name = words.replaceAll("-+", "-").replaceAll("^-|-$", "").toLowerCase(Locale.ROOT);
    return Names.INSTANCE.read(name).value() == null ? "orders" : name;
  }
}
