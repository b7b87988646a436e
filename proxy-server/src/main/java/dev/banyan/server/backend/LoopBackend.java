package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointPicker;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.TlsClient;
import io.netty.channel.Channel;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A backend as one table has it, on one event loop. Confined to the loop. */
final class LoopBackend implements BackendPort {
  private final BackendSpec spec;
  private final LoopContext context;
  private final LoopPool pool;
  private final EndpointPool[] endpoints;
  private final Connector connector;
  private final IntPredicate healthy = this::healthy;
  private final IntUnaryOperator loadOf = this::load;

  LoopBackend(
      BackendSpec spec,
      List<LiveEndpoint> endpoints,
      LoopPool pool,
      LoopContext context,
      Class<? extends Channel> channelType,
      @Nullable TlsClient tls) {
    this.spec = spec;
    this.context = context;
    this.pool = pool;
    this.connector = new Connector(context, channelType, spec, tls);
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
  public int pick(long tried) {
    return EndpointPicker.pick(endpoints.length, tried, healthy, loadOf, context.draw());
  }

  /** An endpoint is thought to be well while its name stands for an address. */
  private boolean healthy(int endpoint) {
    return endpoints[endpoint].endpoint().known();
  }

  private int load(int endpoint) {
    return endpoints[endpoint].load();
  }

  @Override
  public @Nullable Lease lease(int endpoint, long maxIdleNanos, LeaseListener listener) {
    return pool.lease(this, endpoints[endpoint], maxIdleNanos, listener);
  }
}
