package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backend as one table has it. Its connections belong to the backend's name and their endpoint,
 * and are handed on from table to table. Shared-safe.
 */
public final class LiveBackend {
  private final BackendSpec spec;
  private final EventLoops eventLoops;
  private final BackendPools pools;
  private final List<LiveEndpoint> endpoints;
  private final LoopBackend[] loops;

  /** A backend without connections, its names not looked up. */
  public LiveBackend(BackendSpec spec, EventLoops eventLoops) {
    this(spec, eventLoops, new BackendPools(spec, eventLoops), List.of());
  }

  private LiveBackend(
      BackendSpec spec, EventLoops eventLoops, BackendPools pools, List<LiveEndpoint> known) {
    this.spec = spec;
    this.eventLoops = eventLoops;
    this.pools = pools;
    List<LiveEndpoint> all = new ArrayList<>();
    for (EndpointSpec endpoint : spec.endpoints()) {
      LiveEndpoint same = find(known, endpoint);
      all.add(same == null ? new LiveEndpoint(endpoint, pools) : same);
    }
    this.endpoints = List.copyOf(all);
    List<LoopContext> contexts = eventLoops.contexts();
    this.loops = new LoopBackend[contexts.size()];
    for (LoopContext context : contexts) {
      loops[context.index()] = on(context, eventLoops.clientChannel());
    }
  }

  private static @Nullable LiveEndpoint find(List<LiveEndpoint> known, EndpointSpec wanted) {
    for (LiveEndpoint endpoint : known) {
      if (endpoint.spec().equals(wanted)) {
        return endpoint;
      }
    }
    return null;
  }

  /**
   * The backend as another table has it, with the endpoints that both name. Changes nothing for
   * this one; {@link #begin()} does.
   */
  public LiveBackend reconfigured(BackendSpec next) {
    return new LiveBackend(next, eventLoops, pools, endpoints);
  }

  /** Takes the place of the same backend of the table before, whose bounds hold no longer. */
  public void begin() {
    pools.adopt(spec);
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

  /** The backend as a loop sees it, over connections of this class. */
  LoopBackend on(LoopContext context, Class<? extends Channel> channelType) {
    return new LoopBackend(spec, endpoints, pools.on(context.index()), context, channelType);
  }

  /** The connections that are open or opening, over all loops. */
  public int connections() {
    return pools.budget().used();
  }

  /** The connections that are unused, over all loops; a moment's guess. */
  public int idleConnections() {
    return pools.idle();
  }

  /** The requests that wait for a connection, over all loops; a moment's guess. */
  public int pending() {
    return pools.pending();
  }

  /**
   * Ends the endpoints that the table after this one has not: their unused connections are closed,
   * the others when their request ends.
   *
   * @param next the backend as the next table has it; null if that has none of this name
   */
  public void retire(@Nullable LiveBackend next) {
    for (LiveEndpoint endpoint : endpoints) {
      if (next == null || !next.endpoints.contains(endpoint)) {
        endpoint.retire();
      }
    }
  }
}
