package dev.banyan.server.demo;

import dev.banyan.config.LoadedTable;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.server.demo.view.RouteRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in words what is different in a table that took effect. Stateless. */
final class TableChanges {
  private TableChanges() {}

  /** One line for each change of a share or a kill switch, or one line for all else. */
  static List<String> between(LoadedTable before, LoadedTable after) {
    Map<String, RoutePolicy> known =
        before.routing().routes().stream()
            .collect(Collectors.toMap(RoutePolicy::name, Function.identity()));
    List<String> changes = new ArrayList<>();
    for (RoutePolicy route : after.routing().routes()) {
      RoutePolicy old = known.get(route.name());
      if (old != null && !old.split().equals(route.split())) {
        changes.add(
            "%s: share %s, was %s"
                .formatted(
                    route.name(), RouteRow.share(route.split()), RouteRow.share(old.split())));
      }
      if (old != null && old.kill() != route.kill()) {
        changes.add(route.name() + ": kill " + (route.kill() ? "on" : "off"));
      }
    }
    return changes.isEmpty() ? List.of("The edited table is served.") : changes;
  }
}
