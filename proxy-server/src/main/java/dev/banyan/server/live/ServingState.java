package dev.banyan.server.live;

import dev.banyan.core.explain.ExplainedTable;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.transport.LoopContext;
import java.util.List;
import java.util.Map;

/** Everything that is served by one table, built whole before it is used. Shared-safe. */
public final class ServingState {
  private final ExplainedTable table;
  private final List<LiveRoute> routes;
  private final Map<String, LiveBackend> backends;
  private final LoopServing[] loops;

  ServingState(
      ExplainedTable table,
      List<LiveRoute> routes,
      Map<String, LiveBackend> backends,
      List<LoopContext> contexts) {
    this.table = table;
    this.routes = List.copyOf(routes);
    this.backends = Map.copyOf(backends);
    this.loops = new LoopServing[contexts.size()];
    for (LoopContext context : contexts) {
      List<LoopRoute> own = routes.stream().map(route -> route.on(context)).toList();
      loops[context.index()] = new LoopServing(table.routing(), own);
    }
  }

  /** The table. */
  public RoutingSnapshot snapshot() {
    return table.routing();
  }

  /** The table with where its text says what, for explanations. */
  public ExplainedTable table() {
    return table;
  }

  /** The routes with their state, by their number. */
  public List<LiveRoute> routes() {
    return routes;
  }

  /** The backends by name. */
  public Map<String, LiveBackend> backends() {
    return backends;
  }

  /** The table as a loop serves it. */
  public LoopServing on(LoopContext context) {
    return loops[context.index()];
  }
}
