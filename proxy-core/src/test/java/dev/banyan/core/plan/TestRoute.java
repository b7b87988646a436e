package dev.banyan.core.plan;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.HealthSpec;
import dev.banyan.core.backend.HttpSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.forward.ForwardingSpec;
import dev.banyan.core.forward.RouteActions;
import dev.banyan.core.http.IpAddress;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteMatch;
import dev.banyan.core.split.SideOverride;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import dev.banyan.core.split.StickyLists;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** A route for tests, changed by assignment, in a table with one more: everything else. */
public final class TestRoute {
  public String newBackend = "orders";
  public Split split = Split.NONE;
  public List<StickyKey> sticky = List.of();
  public String salt = "";
  public boolean kill;
  public StickyLists lists = StickyLists.NONE;
  public SideOverride override;
  public RouteActions actions = RouteActions.NONE;

  /** How many random numbers were asked for. */
  int draws;

  private final Random random = new Random(42);

  RoutePolicy policy() {
    return policy("moved", newBackend);
  }

  /**
   * The route as it is now.
   *
   * @param movesTo the backend that takes over; null if nothing moves
   */
  public RoutePolicy policy(String name, String movesTo) {
    return new RoutePolicy(
        name,
        1,
        "monolith",
        movesTo,
        split,
        sticky,
        salt,
        kill,
        null,
        FallbackSpec.DEFAULT,
        null,
        0,
        1 << 20,
        lists,
        override,
        actions);
  }

  RoutingSnapshot snapshot() {
    RouteIndex index =
        RouteIndex.builder()
            .add(RouteMatch.of(HostPattern.ANY, PathPattern.parse("/moved/**")))
            .build();
    return new RoutingSnapshot(
        List.of(policy(), policy("legacy", null)),
        index,
        backends(),
        ForwardingSpec.DEFAULT,
        ErrorPages.STANDARD);
  }

  /** Plans requests from 10.0.0.1 with the route as it is now. */
  ExchangePlan plan(RequestHead head) {
    return planner(head).get();
  }

  /** Plans one request again and again, with random numbers that repeat from run to run. */
  Supplier<ExchangePlan> planner(RequestHead head) {
    RoutingSnapshot snapshot = snapshot();
    ClientFacts client = new ClientFacts(IpAddress.parse("10.0.0.1"));
    return () -> TrafficPlanner.plan(head, client, snapshot, this::draw);
  }

  private long draw() {
    draws++;
    return random.nextLong();
  }

  /** The backends that such routes name. */
  public static Map<String, BackendSpec> backends() {
    return Map.of("monolith", backend("monolith"), "orders", backend("orders"));
  }

  private static BackendSpec backend(String name) {
    return new BackendSpec(
        name,
        List.of(new EndpointSpec("127.0.0.1", 8080)),
        BackendSpec.DEFAULT_CONNECT_TIMEOUT,
        BackendSpec.DEFAULT_PENDING_TIMEOUT,
        BackendSpec.DEFAULT_TIMEOUT,
        BackendSpec.DEFAULT_IDLE_TIMEOUT,
        BackendSpec.DEFAULT_STREAM_IDLE,
        BackendSpec.DEFAULT_MAX_CONNECTIONS,
        BackendSpec.DEFAULT_MAX_PENDING,
        false,
        HttpSpec.DEFAULT,
        LinkSpec.PLAIN,
        HealthSpec.DEFAULT);
  }
}
