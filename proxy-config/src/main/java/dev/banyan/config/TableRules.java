package dev.banyan.config;

import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.TableDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks whether the parts of a table agree with each other. Stateless. */
final class TableRules {
  private TableRules() {}

  /** Reports everything that does not agree. */
  static void check(TableDocument table, Problems problems) {
    ListenRules.check(table, problems);
    TrustRules.check(table, problems);
    Map<String, BackendDocument> backends = new LinkedHashMap<>();
    for (BackendDocument backend : table.backends()) {
      backends.put(backend.name().value(), backend);
      BackendRules.check(backend, problems);
    }
    BackendRules.checkKnown("legacy", table.legacy(), backends, problems);
    RouteRules rules = new RouteRules(table, backends, problems);
    if (table.defaults() != null) {
      rules.checkDefaults(table.defaults());
    }
    ActionRules actions = new ActionRules(table.defaults(), problems);
    for (RouteDocument route : table.routes()) {
      EffectiveRoute effective = EffectiveRoute.of(route, table.defaults());
      rules.check(effective);
      StickyListRules.check(effective, table.defaults(), problems);
      OverrideRules.check(effective.whole().override(), effective.whole().sticky(), problems);
      BreakerRules.check(effective, backends, problems);
      actions.check(effective);
      IssueRules.check(effective.whole(), problems);
      ShareWarnings.check(effective, table.defaults(), backends, problems);
    }
    MatchRules.check(table.routes(), problems);
  }
}
