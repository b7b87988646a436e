package dev.banyan.server.live;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.explain.ExplainedTable;
import dev.banyan.core.forward.BackendAddresses;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.resilience.BreakerListener;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.InFlightLimit;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.backend.HealthListener;
import dev.banyan.server.backend.Links;
import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.transport.EventLoops;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Builds what a table needs, and hands on from the table before it what is the same: endpoints by
 * (backend, URL), breakers by (route, new). Confined to the control thread.
 */
public final class ServingBuilder {
  private static final long MOST_WAIT_SECONDS = 5;

  private final EventLoops loops;
  private final Links links;
  private final CircuitBreakerRegistry breakers;
  private final BreakerListener listener;
  private final HealthListener health;

  /** A builder whose breakers are shown by {@code breakers} and tell {@code listener}. */
  public ServingBuilder(
      EventLoops loops,
      Links links,
      CircuitBreakerRegistry breakers,
      BreakerListener listener,
      HealthListener health) {
    this.loops = loops;
    this.links = links;
    this.breakers = breakers;
    this.listener = listener;
    this.health = health;
  }

  /**
   * Builds the state that serves {@code table}. Waits until new names were looked up, 5 s at most.
   *
   * @param before what is served so far; null at the start
   * @throws IllegalArgumentException if TLS can't be spoken to a backend
   */
  public ServingState build(ExplainedTable table, @Nullable ServingState before) {
    RoutingSnapshot snapshot = table.routing();
    Map<String, LiveBackend> backends = backends(snapshot, before);
    awaitNames(backends.values());
    Map<String, LiveRoute> known = new HashMap<>();
    if (before != null) {
      before.routes().forEach(route -> known.put(identity(route.policy()), route));
    }
    List<LiveRoute> routes = new ArrayList<>();
    Map<List<BackendSpec>, BackendAddresses> addresses = new HashMap<>();
    for (RoutePolicy policy : snapshot.routes()) {
      List<BackendSpec> sides = sides(policy, snapshot);
      BackendAddresses own = addresses.computeIfAbsent(sides, ServingBuilder::addresses);
      routes.add(route(policy, backends, own, known.get(identity(policy))));
    }
    return new ServingState(table, routes, backends, loops.contexts());
  }

  private Map<String, LiveBackend> backends(
      RoutingSnapshot snapshot, @Nullable ServingState before) {
    Map<String, LiveBackend> backends = new HashMap<>();
    try {
      for (BackendSpec spec : snapshot.backends().values()) {
        backends.put(spec.name(), backend(spec, before));
      }
    } catch (IllegalArgumentException e) {
      retire(backends.values(), before);
      throw e;
    }
    return backends;
  }

  private static void retire(Collection<LiveBackend> backends, @Nullable ServingState after) {
    for (LiveBackend backend : backends) {
      backend.retire(after == null ? null : after.backends().get(backend.spec().name()));
    }
  }

  /** Lets the backends and breakers of what is served now work as its table says. */
  public void begin(ServingState now) {
    now.backends().values().forEach(LiveBackend::begin);
    for (LiveRoute route : now.routes()) {
      RouteBreaker breaker = route.breaker();
      if (breaker != null) {
        breaker.begin(breakers);
      }
    }
  }

  /** Ends what {@code before} had and {@code after} does not; call it once after is served. */
  public void retire(ServingState before, @Nullable ServingState after) {
    retire(before.backends().values(), after);
    for (LiveRoute route : before.routes()) {
      RouteBreaker breaker = route.breaker();
      if (breaker != null && (after == null || !uses(after, breaker))) {
        breaker.remove(breakers);
      }
    }
  }

  private static boolean uses(ServingState state, RouteBreaker breaker) {
    return state.routes().stream().anyMatch(route -> breaker.equals(route.breaker()));
  }

  private LiveBackend backend(BackendSpec spec, @Nullable ServingState before) {
    LiveBackend known = before == null ? null : before.backends().get(spec.name());
    if (known != null && known.spec().equals(spec)) {
      return known;
    }
    return known == null ? new LiveBackend(spec, loops, links, health) : known.reconfigured(spec);
  }

  /** A name that can't be looked up must not keep a table from being served. */
  private static void awaitNames(Collection<LiveBackend> backends) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            backends.stream().map(LiveBackend::looked).toArray(CompletableFuture[]::new));
    try {
      all.get(MOST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Their endpoints are not well until they are found.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<BackendSpec> sides(RoutePolicy policy, RoutingSnapshot snapshot) {
    BackendSpec legacy = Objects.requireNonNull(snapshot.backends().get(policy.legacy()));
    String moved = policy.newBackend();
    return moved == null
        ? List.of(legacy)
        : List.of(legacy, Objects.requireNonNull(snapshot.backends().get(moved)));
  }

  private static BackendAddresses addresses(List<BackendSpec> sides) {
    BackendAddresses.Builder addresses = BackendAddresses.builder();
    for (BackendSpec side : sides) {
      side.endpoints().forEach(endpoint -> addresses.add(endpoint.host(), endpoint.port()));
    }
    return addresses.build();
  }

  private LiveRoute route(
      RoutePolicy policy,
      Map<String, LiveBackend> backends,
      BackendAddresses addresses,
      @Nullable LiveRoute before) {
    String moved = policy.newBackend();
    return new LiveRoute(
        policy,
        Objects.requireNonNull(backends.get(policy.legacy())),
        moved == null ? null : Objects.requireNonNull(backends.get(moved)),
        moved == null ? null : breaker(policy, before == null ? null : before.breaker()),
        before == null ? new InFlightLimit() : before.inFlight(),
        addresses);
  }

  private @Nullable RouteBreaker breaker(RoutePolicy policy, @Nullable RouteBreaker before) {
    BreakerSpec spec = policy.breaker();
    if (spec == null) {
      return null;
    }
    if (before == null) {
      return new RouteBreaker(policy.name(), spec, System::nanoTime, listener);
    }
    return before.spec().equals(spec) ? before : before.reconfigured(spec);
  }

  private static String identity(RoutePolicy policy) {
    return policy.name() + '\0' + policy.newBackend();
  }
}
