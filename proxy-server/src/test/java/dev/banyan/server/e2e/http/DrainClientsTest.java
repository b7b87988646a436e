package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Aside;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.WaitingTest;
import dev.banyan.testkit.foreign.ForeignClient;
import dev.banyan.testkit.foreign.Language;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;

/**
 * Clients of other languages while the ports are still open in a stop: none of their POSTs is lost,
 * though they are sent on connections whose answers stream across its beginning.
 */
class DrainClientsTest {
  private static final int CLIENTS = 30;
  private static final int EACH = 12;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Answer STREAMED =
      Answer.ok("").body(Payload.generated(400, 1)).pieces(100, Duration.ofMillis(30));

  @WaitingTest
  @Tag("go")
  void goLosesNoRequest() throws Exception {
    assertNoneLost(Language.GO, "posts.go");
  }

  @WaitingTest
  @Tag("python")
  void pythonRequestsLosesNoRequest() throws Exception {
    assertNoneLost(Language.PYTHON, "posts.py");
  }

  @SuppressWarnings("try") // Closed in the midst of it on purpose.
  private static void assertNoneLost(Language language, String script) throws Exception {
    try (RawOrigin origin = RawOrigin.start(STREAMED);
        TestProxy proxy = start(origin);
        ForeignClient client =
            ForeignClient.start(
                language,
                script,
                "http://127.0.0.1:" + proxy.port() + "/",
                Integer.toString(CLIENTS),
                Integer.toString(EACH))) {
      origin.awaitRequests(CLIENTS * EACH / 3, MINUTE);
      CompletableFuture<Integer> drained = Aside.run("drain", () -> proxy.banyan().drain());
      assertEquals(List.of("ok " + CLIENTS * EACH), client.end(MINUTE));
      proxy.close();
      assertEquals(0, drained.get(20, TimeUnit.SECONDS), "requests that were cut");
    }
  }

  private static TestProxy start(RawOrigin origin) {
    String table =
        """
        listen: [{ host: 127.0.0.1, port: 0 }]
        admin: off
        access-log: off
        drain-delay: 60s
        backends: { app: '%s' }
        legacy: app
        """
            .formatted(origin.uri());
    return TestProxy.start(TestProxy.load(table), new BanyanOptions(2, false));
  }
}
