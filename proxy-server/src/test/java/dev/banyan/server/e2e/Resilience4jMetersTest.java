package dev.banyan.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.server.telemetry.TextFormat;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The meters of resilience4j-micrometer are there when the table asks for them, and only then. */
class Resilience4jMetersTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theTableDecides(boolean asked) throws IOException {
    try (RawOrigin legacy = RawOrigin.start(Answer.ok("old"));
        RawOrigin moved = RawOrigin.start(Answer.ok("new"));
        TestProxy proxy = TestProxy.start(legacy, moved, table(asked));
        RawClient client = proxy.client()) {
      client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      proxy.banyan().telemetry().scrape(TextFormat.PROMETHEUS, page);
      boolean shown =
          page.toString(StandardCharsets.UTF_8)
              .contains("resilience4j_circuitbreaker_calls_seconds_count{");
      assertEquals(asked, shown);
    }
  }

  /** A table is rejected when its port is taken, after all else of it was found sound. */
  @Test
  void aRejectedTableTakesNoneAway() throws Exception {
    try (RawOrigin legacy = RawOrigin.start(Answer.ok("old"));
        RawOrigin moved = RawOrigin.start(Answer.ok("new"));
        TestProxy proxy = TestProxy.start(legacy, moved, table(true));
        RawClient client = proxy.client()) {
      client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      String taken = "listen: [{ host: 127.0.0.1, port: " + legacy.port() + " }]\n";
      String settings = table(true).replace("timeout: 2s", "breaker: { failure-rate: 7% }");
      CompletableFuture<Void> reload =
          proxy.banyan().reload(TestProxy.load(taken + urls(settings, legacy, moved)));
      assertThrows(ExecutionException.class, () -> reload.get(20, TimeUnit.SECONDS));
      assertEquals(1, reads(proxy));
    }
  }

  /** How many successful reads the window of the route has. */
  private static double reads(TestProxy proxy) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    proxy.banyan().telemetry().scrape(TextFormat.PROMETHEUS, page);
    return MetricsText.parse(page.toString(StandardCharsets.UTF_8))
        .value(
            "resilience4j_circuitbreaker_buffered_calls{kind=\"successful\",name=\"all.reads\"}");
  }

  private static String urls(String table, RawOrigin legacy, RawOrigin moved) {
    return table.replace("LEGACY", legacy.uri().toString()).replace("NEW", moved.uri().toString());
  }

  private static String table(boolean asked) {
    return """
    metrics: { resilience4j: %b }
    backends: { old: LEGACY, fresh: NEW }
    legacy: old
    routes:
      - { name: all, match: { path: /** }, new: fresh, share: 100%%, timeout: 2s }
    """
        .formatted(asked);
  }
}
