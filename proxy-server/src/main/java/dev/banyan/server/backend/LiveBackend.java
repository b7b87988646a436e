package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointHealth;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.TlsSpec;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.TlsClient;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A backend as one table has it. Its connections and what is known of its endpoints' health belong
 * to the backend's name and the endpoint, and are handed on from table to table. Shared-safe.
 */
public final class LiveBackend {
  private final BackendSpec spec;
  private final EventLoops eventLoops;
  private final Links links;
  private final @Nullable TlsClient tls;
  private final BackendPools pools;
  private final BackendHealth health;
  private final List<LiveEndpoint> endpoints;
  private final LoopBackend[] loops;

  /**
   * A backend without connections, whose names begin to be looked up; may read files.
   *
   * @throws IllegalArgumentException if TLS can't be spoken as the specification says
   */
  public LiveBackend(
      BackendSpec spec, EventLoops eventLoops, Links links, HealthListener listener) {
    this(
        spec,
        eventLoops,
        links,
        new BackendPools(spec, eventLoops),
        new BackendHealth(spec, home(spec, eventLoops), listener),
        null);
  }

  private LiveBackend(
      BackendSpec spec,
      EventLoops eventLoops,
      Links links,
      BackendPools pools,
      BackendHealth health,
      @Nullable LiveBackend before) {
    this.spec = spec;
    this.eventLoops = eventLoops;
    this.links = links;
    this.pools = pools;
    this.health = health;
    boolean sameLink = before != null && before.spec.link().equals(spec.link());
    this.tls = before != null && sameLink ? before.tls : tls(spec, links);
    List<LiveEndpoint> known = before != null && sameLink ? before.endpoints : List.of();
    List<LiveEndpoint> all = new ArrayList<>();
    for (EndpointSpec endpoint : spec.endpoints()) {
      LiveEndpoint same = find(known, endpoint);
      all.add(same == null ? endpoint(endpoint, !known.isEmpty()) : same);
    }
    this.endpoints = List.copyOf(all);
    List<LoopContext> contexts = eventLoops.contexts();
    this.loops = new LoopBackend[contexts.size()];
    for (LoopContext context : contexts) {
      loops[context.index()] = on(context, eventLoops.clientChannel());
    }
  }

  private static @Nullable TlsClient tls(BackendSpec spec, Links links) {
    TlsSpec wanted = spec.link().tls();
    if (wanted != null && wanted.insecure()) {
      links.listener().insecure(spec.name());
    }
    return wanted == null ? null : links.tls(wanted);
  }

  /** The loop that watches a backend's endpoints. */
  private static LoopContext home(BackendSpec spec, EventLoops eventLoops) {
    List<LoopContext> contexts = eventLoops.contexts();
    return contexts.get(Math.floorMod(spec.name().hashCode(), contexts.size()));
  }

  private LiveEndpoint endpoint(EndpointSpec endpoint, boolean joins) {
    long now = home(spec, eventLoops).timers().nanos();
    EndpointHealth judged = new EndpointHealth(spec.health(), joins, now);
    return new LiveEndpoint(endpoint, spec.link(), pools, links, health, judged);
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
   * The backend as another table has it, with the endpoints that both name, unless they are spoken
   * to in another way. Changes nothing for this one; {@link #begin()} does. May read files.
   *
   * @throws IllegalArgumentException if TLS can't be spoken as the specification says
   */
  public LiveBackend reconfigured(BackendSpec next) {
    return new LiveBackend(next, eventLoops, links, pools, health, this);
  }

  /** Takes the place of the same backend of the table before, whose bounds hold no longer. */
  public void begin() {
    pools.adopt(spec);
    Connector connector = loops[home(spec, eventLoops).index()].connector();
    health.adopt(spec.health(), endpoints, connector);
  }

  /** What the table says. */
  public BackendSpec spec() {
    return spec;
  }

  /** Whether no endpoint passes its checks. */
  public boolean allDown() {
    return health.allDown();
  }

  /** The endpoints in the order of the table. */
  public List<LiveEndpoint> endpoints() {
    return endpoints;
  }

  /** Completes once all names of endpoints were looked up, whatever came of it. */
  public CompletableFuture<Void> looked() {
    return CompletableFuture.allOf(
        endpoints.stream().map(LiveEndpoint::looked).toArray(CompletableFuture[]::new));
  }

  /** How many addresses are known of all endpoints. */
  public int addresses() {
    return endpoints.stream().mapToInt(endpoint -> endpoint.addresses().size()).sum();
  }

  /** The backend as a loop's exchanges see it. */
  public BackendPort on(LoopContext context) {
    return loops[context.index()];
  }

  /** The backend as a loop sees it, over connections of this class. */
  LoopBackend on(LoopContext context, Class<? extends Channel> channelType) {
    return new LoopBackend(
        spec, endpoints, health, pools.on(context.index()), context, channelType, tls);
  }

  /** What was counted of the health of its endpoints. */
  public HealthCounts healthCounts() {
    return health.counts();
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

  /** The most requests that may wait for a connection, over all loops. */
  public long maxPending() {
    return (long) spec.maxPending() * loops.length;
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
    if (next == null) {
      health.stop();
    }
  }
}
