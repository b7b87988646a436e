package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.DeadPort;
import dev.banyan.testkit.LogLine;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The id that a client is told of a refusal leads to a line in the log that says why. */
class RefusalLogTest {
  private static final String ROUTES =
      """
      routes:
        - { name: gone, match: { path: /gone }, respond: { status: 410, body: not here any more } }
        - { name: moved, match: { path: /moved }, redirect: /there }
        - { name: dead, match: { path: /dead }, legacy: dead }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/1.1', 400, bad-host",
    "NONSENSE, 400, bad-request-line",
    "'GET / HTTP/1.1|Host: a|X: \u0001', 400, bad-field-value",
    "'GET / HTTP/1.1|Host: a|Content-Length: 2000000000', 413, body-too-large"
  })
  void aRefusalIsFoundByTheIdThatTheClientWasTold(String lines, int status, String why) {
    Path log = folder.resolve("access.json");
    try (RawOrigin origin = RawOrigin.start(Edge.SIGNED);
        TestProxy proxy =
            TestProxy.start(TestProxy.load(table(log, origin, 1)), new BanyanOptions(1, false));
        RawClient client = proxy.client()) {
      client.send(lines.replace("|", "\r\n") + "\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(status, answer.status());
      String line = line(log, answer);
      assertTrue(line.contains("\"refused\":\"" + why + "\""), line);
      assertTrue(line.contains("\"client\":\"127.0.0.1\""), line);
      assertTrue(line.contains("\"status\":" + status), line);
      assertTrue(line.contains("\"bytes_out\":" + answer.text().length() + ","), line);
    }
  }

  @ParameterizedTest
  @CsvSource({"GET /dead, 503", "GET /gone, 410", "GET /moved, 307"})
  void theContentOfAnAnswerOfBanyansOwnIsCountedUnlessItIsToHead(String request, int status) {
    Path log = folder.resolve("access.json");
    try (RawOrigin origin = RawOrigin.start(Edge.SIGNED);
        DeadPort dead = DeadPort.refusing();
        TestProxy proxy =
            TestProxy.start(
                TestProxy.load(table(log, origin, dead.port()) + ROUTES),
                new BanyanOptions(1, false));
        RawClient client = proxy.client()) {
      client.send(request + " HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(status, answer.status());
      String got = line(log, answer);
      assertTrue(got.contains("\"bytes_out\":" + answer.text().length() + ","), got);

      client.send(request.replace("GET", "HEAD") + " HTTP/1.1\r\nHost: a\r\n\r\n");
      String empty = line(log, client.readResponseToHead());
      assertTrue(empty.contains("\"bytes_out\":0,"), empty);
    }
  }

  private static String table(Path log, RawOrigin origin, int deadPort) {
    return """
    listen: [{ host: 127.0.0.1, port: 0 }]
    admin: off
    access-log: %s
    backends: { app: 'http://127.0.0.1:%d', dead: 'http://127.0.0.1:%d' }
    legacy: app
    """
        .formatted(log, origin.port(), deadPort);
  }

  /** The line of the request that was answered so. */
  private static String line(Path log, RawResponse answer) {
    return LogLine.await(log, "\"id\":\"" + answer.header("X-Request-ID") + "\"", Edge.SOON);
  }
}
