package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointPicker;
import dev.banyan.core.backend.Standing;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.TlsClient;
import io.netty.channel.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backend as one table has it, on one event loop. Confined to the loop. */
final class LoopBackend implements BackendPort, EndpointPicker.Candidates {
  private final BackendSpec spec;
  private final LoopContext context;
  private final BackendHealth health;
  private final LoopPool pool;
  private final EndpointPool[] endpoints;
  private final Connector connector;
  private final long slowStartNanos;

  LoopBackend(
      BackendSpec spec,
      List<LiveEndpoint> endpoints,
      BackendHealth health,
      LoopPool pool,
      LoopContext context,
      Class<? extends Channel> channelType,
      @Nullable TlsClient tls) {
    this.spec = spec;
    this.context = context;
    this.health = health;
    this.pool = pool;
    this.connector = new Connector(context, channelType, spec, tls);
    this.slowStartNanos = spec.health().slowStart().toNanos();
    this.endpoints = new EndpointPool[endpoints.size()];
    for (int i = 0; i < this.endpoints.length; i++) {
      this.endpoints[i] = endpoints.get(i).on(context.index());
    }
  }

  BackendSpec spec() {
    return spec;
  }

  Connector connector() {
    return connector;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public int endpointCount() {
    return endpoints.length;
  }

  @Override
  public boolean allDown() {
    return health.allDown();
  }

  @Override
  public int pick(long tried) {
    int picked = EndpointPicker.pick(endpoints.length, tried, this, context.draw());
    if (picked != EndpointPicker.NONE && !well(picked)) {
      health.counts().pickedUnhealthy();
    }
    return picked;
  }

  @Override
  public boolean well(int endpoint) {
    return endpoints[endpoint].endpoint().well();
  }

  @Override
  public int load(int endpoint) {
    return endpoints[endpoint].load();
  }

  @Override
  public int warmth(int endpoint) {
    Standing standing = endpoints[endpoint].endpoint().watch().standing();
    return standing.warming()
        ? standing.warmth(context.timers().nanos(), slowStartNanos)
        : Standing.FULL;
  }

  @Override
  public @Nullable BackendStream takeOwn(OwnConnections client) {
    for (int n = client.size() - 1; n >= 0; n--) {
      BackendConnection connection = client.get(n);
      EndpointPool at = endpointOf(connection);
      if (at != null && connection.entry().unused()) {
        BackendStream stream = pool.lendOwn(this, at, connection, client);
        if (stream != null) {
          return stream;
        }
      }
    }
    return null;
  }

  @Override
  public boolean isLoggingIn(OwnConnections client) {
    BackendConnection waiting = client.waiting();
    return waiting != null && endpointOf(waiting) != null;
  }

  private @Nullable EndpointPool endpointOf(BackendConnection connection) {
    for (EndpointPool each : endpoints) {
      if (connection.entry().isOf(each)) {
        return each;
      }
    }
    return null;
  }

  @Override
  public boolean ownedByProxies() {
    return spec.http().ownedByProxies();
  }

  @Override
  public @Nullable Lease lease(int endpoint, long maxIdleNanos, LeaseListener listener) {
    return pool.lease(this, endpoints[endpoint], maxIdleNanos, listener);
  }
}
