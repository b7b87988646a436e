package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import java.util.ArrayList;
import java.util.List;

/** A backend that is served: its endpoints and its connections on every loop. Shared-safe. */
public final class LiveBackend {
  private final BackendSpec spec;
  private final List<LiveEndpoint> endpoints;
  private final ConnectionBudget budget;
  private final LoopBackend[] loops;

  /** A backend without connections, its names not looked up. */
  public LiveBackend(BackendSpec spec, EventLoops eventLoops) {
    this.spec = spec;
    this.budget = new ConnectionBudget(spec.maxConnections());
    List<LiveEndpoint> made = new ArrayList<>();
    for (EndpointSpec endpoint : spec.endpoints()) {
      made.add(new LiveEndpoint(endpoint));
    }
    this.endpoints = List.copyOf(made);
    List<LoopContext> contexts = eventLoops.contexts();
    this.loops = new LoopBackend[contexts.size()];
    for (LoopContext context : contexts) {
      loops[context.index()] = new LoopBackend(this, context, eventLoops.clientChannel());
    }
  }

  /** What the table says. */
  public BackendSpec spec() {
    return spec;
  }

  /** The endpoints in the order of the table. */
  public List<LiveEndpoint> endpoints() {
    return endpoints;
  }

  /**
   * Looks the endpoints' names up; blocks, so never on an event loop.
   *
   * @return the names that stand for no known address
   */
  public List<String> resolve() {
    List<String> unknown = new ArrayList<>();
    for (LiveEndpoint endpoint : endpoints) {
      if (!endpoint.resolve()) {
        unknown.add(endpoint.name());
      }
    }
    return unknown;
  }

  /** The backend as a loop's exchanges see it. */
  public BackendPort on(LoopContext context) {
    return loops[context.index()];
  }

  /** The connections that are open or opening, over all loops. */
  public int connections() {
    return budget.used();
  }

  /** The connections that are unused, over all loops; a moment's guess. */
  public int idleConnections() {
    int sum = 0;
    for (LoopBackend loop : loops) {
      sum += loop.idleCount();
    }
    return sum;
  }

  /** The requests that wait for a connection, over all loops; a moment's guess. */
  public int pending() {
    int sum = 0;
    for (LoopBackend loop : loops) {
      sum += loop.waitingCount();
    }
    return sum;
  }

  /** Ends the backend: unused connections are closed, the others when their request ends. */
  public void retire() {
    for (LoopBackend loop : loops) {
      loop.retire();
    }
  }

  /** How many event loops share the backend's connections. */
  int loopCount() {
    return loops.length;
  }

  ConnectionBudget budget() {
    return budget;
  }

  /** Asks the loop that can best spare one to close an unused connection. */
  void askForPlace(LoopBackend asking) {
    LoopBackend richest = ConnectionBudget.richest(loops, asking);
    if (richest != null) {
      richest.closeOneIdleSoon();
    }
  }
}
