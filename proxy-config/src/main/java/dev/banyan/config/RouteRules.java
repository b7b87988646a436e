package dev.banyan.config;

import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.Section;
import dev.banyan.config.document.TableDocument;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks each route against the backends and the other routes' names. Confined to one load. */
final class RouteRules {
  /** What no route matches, and the routes above {@code metrics.routes}. */
  private static final Set<String> RESERVED = Set.of(RouteCompiler.UNMATCHED, "other");

  private final TableDocument table;
  private final Map<String, BackendDocument> backends;
  private final Problems problems;
  private final Map<String, Located<String>> names = new HashMap<>();

  RouteRules(TableDocument table, Map<String, BackendDocument> backends, Problems problems) {
    this.table = table;
    this.backends = backends;
    this.problems = problems;
  }

  /** Checks {@code defaults}. */
  void checkDefaults(RouteDocument defaults) {
    BackendRules.checkKnown("legacy", defaults.legacy(), backends, problems);
    BackendRules.checkKnown("new", defaults.newBackend(), backends, problems);
  }

  /** Checks one route. */
  void check(EffectiveRoute route) {
    RouteDocument written = route.written();
    checkName(written.name());
    BackendRules.checkKnown("legacy", written.legacy(), backends, problems);
    BackendRules.checkKnown("new", written.newBackend(), backends, problems);
    checkSides(route.whole());
    needsNew(written, RouteKeys.SHARE);
    needsNew(written, RouteKeys.KILL);
    needsNew(written, RouteKeys.ALWAYS_NEW);
    needsNew(written, RouteKeys.ALWAYS_LEGACY);
    needsNew(written, RouteKeys.OVERRIDE);
  }

  private void checkName(@Nullable Located<String> name) {
    if (name == null) {
      return;
    }
    Located<String> first = names.putIfAbsent(name.value(), name);
    if (first != null) {
      String where = "line " + first.span().line();
      problems.error(
          name.span(),
          "name: " + name.value() + " (expected: another than in " + where + ")",
          null);
    } else if (RESERVED.contains(name.value())) {
      String message = "name: " + name.value() + " (expected: another name)";
      problems.error(name.span(), message, "metrics call so what belongs to no route alone");
    }
  }

  private void checkSides(RouteDocument route) {
    Located<String> legacy = route.legacy() != null ? route.legacy() : table.legacy();
    Located<String> newBackend = route.newBackend();
    if (legacy != null && newBackend != null && legacy.value().equals(newBackend.value())) {
      String message = "new: " + newBackend.value() + " (expected: another backend than legacy)";
      problems.error(newBackend.span(), message, null);
    }
  }

  private void needsNew(RouteDocument route, Key<?> key) {
    Section section = route.section();
    if (section.keys().containsKey(key.name())
        && !EffectiveRoute.says(route, table.defaults(), RouteKeys.NEW)) {
      String message = "`" + key.name() + "` without `new` (expected: a backend that takes over)";
      problems.error(section.keys().get(key.name()), message, "add `new: " + anyNew() + "`");
    }
  }

  /** A backend that could be meant: the first that is not legacy. */
  private String anyNew() {
    String legacy = table.legacy() == null ? "" : table.legacy().value();
    return backends.keySet().stream()
        .filter(name -> backends.containsKey(legacy) && !name.equals(legacy))
        .findFirst()
        .orElse("NAME");
  }
}
