package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.HealthSpec;
import dev.banyan.core.backend.HttpSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.resilience.StatusSet;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example that comes with the product is sound, and means what it says. */
class ExampleTableTest {
  static final Path EXAMPLE = Path.of("../routes.example.yaml");

  private static final FallbackSpec KEYED =
      new FallbackSpec(true, StatusSet.DEFAULT_FALLBACK, Set.of(), true, 64 << 10);
  private static final BreakerSpec SHARED_BREAKER = breaker(50, 3);

  private LoadedTable table;

  @BeforeEach
  void load() {
    LoadResult result = ConfigLoader.load(EXAMPLE);
    assertEquals(List.of(), result.problems());
    table = Objects.requireNonNull(result.table());
  }

  @Test
  void portsAndLimits() {
    assertEquals(List.of(new ListenSpec("", 8080)), table.listen());
    assertEquals(new AdminSpec(new ListenSpec("127.0.0.1", 9900), List.of(), null), table.admin());
    LimitsSpec limits =
        new LimitsSpec(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            new HeadLimits(8 << 10, 32 << 10, 100),
            1 << 30,
            0);
    assertEquals(limits, table.limits());
    assertEquals(Duration.ofSeconds(30), table.drain());
    assertEquals(Duration.ofSeconds(5), table.drainDelay());
    assertEquals(new AccessLogSpec(new AccessLogSpec.StandardOutput(), false), table.accessLog());
    assertEquals(1000, table.metricsRoutes());
  }

  @Test
  void backends() {
    Map<String, BackendSpec> expected =
        Map.of("monolith", backend("monolith", 9001), "shop", backend("shop", 9002));
    assertEquals(expected, table.routing().backends());
  }

  @Test
  void routes() {
    List<RoutePolicy> routes = table.routing().routes();
    List<String> names = routes.stream().map(RoutePolicy::name).toList();
    assertEquals(List.of("catalog", "orders", "checkout", "search", "unmatched"), names);
    assertRoute(routes.get(0), new Split(5000, 5000), false, FallbackSpec.DEFAULT, SHARED_BREAKER);
    assertRoute(routes.get(1), new Split(2000, 2000), false, FallbackSpec.DEFAULT, breaker(30, 5));
    assertRoute(routes.get(2), new Split(5000, 2500), false, KEYED, SHARED_BREAKER);
    assertRoute(routes.get(3), new Split(10000, 10000), true, FallbackSpec.DEFAULT, SHARED_BREAKER);
  }

  @Test
  void whatNoRouteMatchesStaysOnLegacy() {
    RoutePolicy unmatched = table.routing().routes().get(table.routing().catchAll());
    assertEquals("unmatched", unmatched.name());
    assertEquals(0, unmatched.line());
    assertEquals("monolith", unmatched.legacy());
    assertNull(unmatched.newBackend());
    assertNull(unmatched.breaker());
    assertEquals(Split.NONE, unmatched.split());
    assertEquals(1 << 30, unmatched.bodyLimit());
  }

  @Test
  void linesAreThoseOfTheFile() throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLE);
    for (RoutePolicy route : table.routing().routes().subList(0, 4)) {
      assertEquals("  - name: " + route.name(), lines.get(route.line() - 1));
    }
  }

  @Test
  void theDigestIsThatOfTheText() throws IOException {
    String text = Files.readString(EXAMPLE);
    LoadedTable same = Objects.requireNonNull(ConfigLoader.load("copy.yaml", text).table());
    assertEquals(table.digest(), same.digest());
    assertEquals(64, same.digest().length());
    LoadedTable other = Objects.requireNonNull(ConfigLoader.load("copy.yaml", text + "\n").table());
    assertEquals(false, other.digest().equals(same.digest()));
  }

  private static void assertRoute(
      RoutePolicy route, Split split, boolean kill, FallbackSpec fallback, BreakerSpec breaker) {
    RoutePolicy expected =
        new RoutePolicy(
            route.name(),
            route.line(),
            "monolith",
            "shop",
            split,
            List.of(new StickyKey.Cookie("banyan", true)),
            "",
            kill,
            Duration.ofMillis(800),
            fallback,
            breaker,
            0,
            1 << 30);
    assertEquals(expected, route);
  }

  private static BreakerSpec breaker(float failureRate, int openForSeconds) {
    Duration slowCall = Duration.ofMillis(400);
    Duration openFor = Duration.ofSeconds(openForSeconds);
    return new BreakerSpec(
        failureRate, StatusSet.DEFAULT_FAILURES, slowCall, 80, 20, null, 10, openFor, 5);
  }

  private static BackendSpec backend(String name, int port) {
    return new BackendSpec(
        name,
        List.of(new EndpointSpec("127.0.0.1", port)),
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
