package dev.banyan.bench;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.HealthSpec;
import dev.banyan.core.backend.HttpSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.forward.ForwardingSpec;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteMatch;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables of any size, and requests for them. Ten routes a host, of four forms: one segment with all
 * below it, two of them, one parameter, one exact path.
 */
final class BenchTables {
  private static final int ROUTES_PER_HOST = 10;

  private BenchTables() {}

  static RoutingSnapshot snapshot(int routes) {
    RouteIndex.Builder index = RouteIndex.builder();
    List<RoutePolicy> policies = new ArrayList<>();
    for (int i = 0; i < routes; i++) {
      index.add(RouteMatch.of(HostPattern.parse(host(i)), PathPattern.parse(pattern(i))));
      policies.add(policy("route-" + i, "orders"));
    }
    policies.add(policy("legacy", null));
    return new RoutingSnapshot(
        policies,
        index.build(),
        Map.of("monolith", backend("monolith"), "orders", backend("orders")),
        ForwardingSpec.DEFAULT,
        ErrorPages.STANDARD);
  }

  /** A request for route {@code route}, or for none if there are fewer. */
  static RequestHead head(int route, String below, long user) {
    String path = route % 4 == 3 ? "/service-" + route : "/service-" + route + below;
    String text =
        """
        GET %s?expand=lines HTTP/1.1\r
        Host: %s\r
        User-Agent: bench\r
        Accept: */*\r
        Cookie: theme=dark; banyan=%016x%016x\r
        \r
        """
            .formatted(path, host(route), user, ~user);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    if (head == null) {
      throw new IllegalStateException("head: " + text + " (expected: well-formed)");
    }
    return head;
  }

  private static String host(int route) {
    return "shop-" + route / ROUTES_PER_HOST + ".example";
  }

  private static String pattern(int route) {
    return "/service-"
        + route
        + switch (route % 4) {
          case 0 -> "/**";
          case 1 -> "/items/**";
          case 2 -> "/items/{id}/**";
          default -> "";
        };
  }

  private static RoutePolicy policy(String name, @Nullable String newBackend) {
    return new RoutePolicy(
        name,
        1,
        "monolith",
        newBackend,
        new Split(5_000, 5_000),
        List.of(new StickyKey.Cookie("banyan", true)),
        "",
        false,
        null,
        FallbackSpec.DEFAULT,
        null,
        0,
        1L << 30);
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
