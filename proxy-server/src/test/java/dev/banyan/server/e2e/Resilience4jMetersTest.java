package dev.banyan.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.telemetry.TextFormat;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
