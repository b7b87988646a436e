package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.backend.EjectionSpec;
import dev.banyan.core.backend.HealthCheckSpec;
import dev.banyan.core.backend.HealthSpec;
import dev.banyan.core.resilience.StatusSet;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a backend says about the health of its endpoints, as data. */
class CompiledHealthTest {
  private static HealthSpec health(String keys) {
    String text = "listen: 8080\nlegacy: a\nbackends: { a: { url: http://a%s } }\n".formatted(keys);
    LoadResult result = ConfigLoader.load("t.yaml", text);
    LoadedTable table = Objects.requireNonNull(result.table(), () -> result.problems().toString());
    return Objects.requireNonNull(table.routing().backends().get("a")).health();
  }

  @Test
  void nothingSaidIsTheStandard() {
    assertEquals(HealthSpec.DEFAULT, health(""));
    assertEquals(HealthSpec.DEFAULT, health(", ejection: on"));
    assertEquals(HealthSpec.DEFAULT, health(", ejection: {}"));
  }

  @Test
  void aCheckNeedsAPathOnly() {
    HealthCheckSpec check =
        new HealthCheckSpec(
            "/up",
            null,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            2,
            3,
            StatusSet.range(200, 399));
    assertEquals(check, health(", health-check: { path: /up }").check());
  }

  @Test
  void everythingSaid() {
    HealthCheckSpec check =
        new HealthCheckSpec(
            "/up?x=1",
            "shop.example",
            Duration.ofMillis(500),
            Duration.ofMillis(250),
            4,
            5,
            StatusSet.range(200, 299).with(StatusSet.of(401)));
    EjectionSpec ejection = new EjectionSpec(7, Duration.ofSeconds(1), Duration.ofMinutes(1));
    assertEquals(
        new HealthSpec(Duration.ZERO, check, ejection),
        health(
            ", slow-start: 0s, ejection: { failures: 7, for: 1s, longest: 1m }, health-check:"
                + " { path: '/up?x=1', host: shop.example, every: 500ms, timeout: 250ms,"
                + " healthy-after: 4, unhealthy-after: 5, status: [2xx, 401] }"));
  }

  @Test
  void ejectionCanBeOff() {
    assertEquals(null, health(", ejection: off").ejection());
  }

  @Test
  void aLongFirstTimeRaisesTheBoundThatIsNotSaid() {
    assertEquals(
        new EjectionSpec(5, Duration.ofHours(1), Duration.ofHours(1)),
        health(", ejection: { for: 1h }").ejection());
  }
}
