package dev.banyan.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.server.telemetry.Telemetry;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {
  private static final Readiness.State READY =
      new Readiness.State(
          true, false, "9f86d081", Instant.parse("2026-11-22T09:00:00Z"), "ok: \"shop\"");

  private final Telemetry telemetry = new Telemetry(10);
  private volatile Readiness.State state = READY;
  private AdminServer server;

  @BeforeEach
  void start() throws IOException {
    server = AdminServer.start("127.0.0.1", 0, context());
  }

  private AdminContext context() throws IOException {
    return new AdminContext(
        telemetry,
        () -> state,
        () -> null,
        WriteAccess.of(null),
        new AdminHosts(List.of("banyan.monitoring.svc")),
        asked -> {
          throw new IllegalStateException("not asked");
        });
  }

  @AfterEach
  void stop() {
    server.close();
    telemetry.close();
  }

  private RawResponse ask(String request) {
    try (RawClient client = RawClient.connect(server.port())) {
      client.send(request + "\r\nHost: admin\r\nConnection: close\r\n\r\n");
      return request.startsWith("HEAD") ? client.readResponseToHead() : client.readResponse();
    }
  }

  @Test
  void metricsAreStrictText() {
    RawResponse response = ask("GET /metrics HTTP/1.1");

    assertEquals(200, response.status());
    assertEquals("text/plain; version=0.0.4; charset=utf-8", response.header("content-type"));
    MetricsText metrics = MetricsText.parse(response.text());
    assertEquals(10, metrics.value("banyan_metered_routes_max"));
    assertTrue(metrics.value("jvm_threads_live_threads") > 0);
  }

  private RawResponse ask(String path, String host) {
    try (RawClient client = RawClient.connect(server.port())) {
      return client.send("GET " + path + " HTTP/1.1\r\n" + host + "\r\n\r\n").readResponse();
    }
  }

  /** A name that another site has made to stand for this machine, in an operator's browser. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:9900",
        "Host: 127.0.0.1.evil.example",
        "Host: localhost.evil.example",
        "Host: monitoring.svc",
        "Host: banyan.monitoring.svc.evil.example",
        "Host: localhost\r\nHost: evil.example",
        "Host: evil.example\r\nHost: localhost",
        "Host: user@localhost",
        "Host: ",
        "X-Forwarded-Host: localhost"
      })
  void nothingIsShownByANameOfSomebodyElse(String host) {
    for (String path : List.of("/", "/metrics", "/explain?method=GET&url=/", "/log-level", "/x")) {
      RawResponse response = ask(path, host);
      assertEquals(421, response.status(), path);
      assertTrue(response.text().startsWith("misdirected (expected: "), response::text);
      assertEquals("nosniff", response.header("x-content-type-options"));
    }
    assertEquals("ok\n", ask("/healthz", host).text());
    assertEquals(200, ask("/readyz", host).status());
    assertEquals("{\"ready\":true}\n", ask("/readyz", host).text(), "and nothing else of it");
    state = new Readiness.State(false, false, null, null, null);
    assertEquals(503, ask("/readyz", host).status());
  }

  /** Whom Prometheus, a kubelet, a compose file and people ask for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.7:9900",
        "[::1]:9900",
        "localhost",
        "LOCALHOST:9900",
        "banyan:9900",
        "banyan.monitoring.svc:9900",
        "Banyan.Monitoring.SVC."
      })
  void metricsAreShownByAddressesAndNamesOfThisPort(String host) {
    assertEquals(200, ask("/metrics", "Host: " + host).status());
    assertTrue(ask("/readyz", "Host: " + host).text().contains("table_digest"));
  }

  @Test
  void whoSpeaksHttp10NeedsNoHost() {
    try (RawClient client = RawClient.connect(server.port())) {
      assertEquals(200, client.send("GET /metrics HTTP/1.0\r\n\r\n").readResponse().status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "GET /metrics HTTP/1.1",
        "GET /healthz HTTP/1.1",
        "GET /readyz HTTP/1.1",
        "GET /explain HTTP/1.1",
        "GET /none HTTP/1.1",
        "POST /metrics HTTP/1.1\r\nContent-Length: 0",
        "PUT /log-level HTTP/1.1\r\nContent-Length: 0",
        "PUT /log-level HTTP/1.1\r\nContent-Length: 100000",
        "GET / HTTP/1.1\r\nX y: z",
        "HEAD /metrics HTTP/1.1"
      })
  void noBrowserGuessesWhatAnAnswerIs(String request) {
    assertEquals("nosniff", ask(request).header("x-content-type-options"));
  }

  @Test
  void metricsAreOpenMetricsWhereAskedFor() {
    RawResponse response =
        ask("GET /metrics?x=y HTTP/1.1\r\nAccept: application/openmetrics-text; version=1.0.0");

    assertEquals(200, response.status());
    assertTrue(response.header("content-type").startsWith("application/openmetrics-text;"));
    assertTrue(response.text().endsWith("# EOF\n"));
  }

  @Test
  void healthIsOkWhileTheProcessWorks() {
    state = new Readiness.State(false, true, null, null, null);
    RawResponse response = ask("GET /healthz HTTP/1.1");

    assertEquals(200, response.status());
    assertEquals("ok\n", response.text());
    assertEquals("no-store", response.header("cache-control"));
  }

  @Test
  void readinessTellsTheState() {
    RawResponse ready = ask("GET /readyz HTTP/1.1");
    assertEquals(200, ready.status());
    assertEquals("application/json", ready.header("content-type"));
    assertEquals(
        "{\"ready\":true,\"listening\":true,\"draining\":false,\"table_digest\":\"9f86d081\""
            + ",\"table_loaded\":\"2026-11-22T09:00:00Z\",\"last_reload\":\"ok: \\\"shop\\\"\"}\n",
        ready.text());

    state = new Readiness.State(false, false, null, null, null);
    RawResponse starting = ask("GET /readyz HTTP/1.1");
    assertEquals(503, starting.status());
    assertEquals(
        "{\"ready\":false,\"listening\":false,\"draining\":false,\"table_digest\":null"
            + ",\"table_loaded\":null,\"last_reload\":null}\n",
        starting.text());

    state = new Readiness.State(true, true, null, null, null);
    assertEquals(503, ask("GET /readyz HTTP/1.1").status());
  }

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.1, 200",
    "GET /nothing HTTP/1.1, 404",
    "POST /nothing HTTP/1.1, 404",
    "GET /metrics/ HTTP/1.1, 404",
    "POST /metrics HTTP/1.1, 405",
    "DELETE /readyz HTTP/1.1, 405",
    "HEAD /readyz HTTP/1.1, 200",
    "GET /metrics HTTP/1.0, 200",
    "GET /healthz HTTP/9.9.9, 400",
    "GET /log-level HTTP/1.1, 404",
    "PUT /readyz HTTP/1.1, 405",
  })
  void answersWhatIsAsked(String request, int status) {
    RawResponse response = ask(request);

    assertEquals(status, response.status());
    if (status == 405) {
      assertEquals("GET, HEAD", response.header("allow"));
    }
  }

  @Test
  void theIndexNamesThePages() {
    String index = ask("GET / HTTP/1.1").text();

    assertTrue(
        List.of("/metrics", "/healthz", "/readyz", "/explain").stream().allMatch(index::contains));
  }

  @Test
  void requestsOfOneConnectionAreAnsweredInOrder() {
    try (RawClient client = RawClient.connect(server.port())) {
      String end = " HTTP/1.1\r\nHost: a\r\n\r\n";
      client.send("GET /healthz" + end + "GET /metrics" + end + "GET /nothing" + end);

      assertEquals("ok\n", client.readResponse().text());
      MetricsText.parse(client.readResponse().text());
      assertEquals(404, client.readResponse().status());
    }
  }

  @Test
  void aRequestInPiecesIsAnswered() {
    try (RawClient client = RawClient.connect(server.port())) {
      client.sendByteByByte("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");

      assertEquals(200, client.readResponse().status());
    }
  }

  @Test
  void aFloodOfRequestsThatNobodyReadsIsCutOff() {
    try (RawClient client = RawClient.connect(server.port(), 4 << 10)) {
      String flood = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000);
      Await.until("the flood is refused", Duration.ofSeconds(30), () -> !client.trySend(flood));
    }
    assertEquals(200, ask("GET /healthz HTTP/1.1").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n",
        "nonsense\r\n\r\n",
      })
  void refusesWhatIsTooLargeOrNoHttp(String request) {
    try (RawClient client = RawClient.connect(server.port())) {
      client.send(request);

      assertTrue(client.readResponse().status() / 100 == 4);
    }
  }

  @Test
  void refusesALongHead() {
    assertEquals(400, ask("GET /metrics HTTP/1.1\r\nX: " + "y".repeat(10_000)).status());
  }

  @Test
  void aPageThatFailsIsAnswered500() {
    state = null;

    assertEquals(500, ask("GET /readyz HTTP/1.1").status());
    assertEquals(500, ask("GET /explain?method=GET&url=/ HTTP/1.1").status());
    assertEquals(200, ask("GET /healthz HTTP/1.1").status());
  }

  @Test
  void aConnectionThatBringsNoRequestInTimeIsClosed() throws IOException {
    AdminPages pages = new AdminPages(context());
    try (AdminServer impatient =
            AdminServer.start("127.0.0.1", 0, pages, new AdminPatience(60_000, 100));
        RawClient client = RawClient.connect(impatient.port())) {
      client.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /hea");

      assertEquals(200, client.readResponse().status());
      assertEquals(0, client.readUntilClose().bytes().length());
    }
  }

  @Test
  void aConnectionWhoseFirstRequestIsLateIsClosed() throws IOException {
    AdminPages pages = new AdminPages(context());
    AdminPatience patience = new AdminPatience(100, 60_000);
    try (AdminServer impatient = AdminServer.start("127.0.0.1", 0, pages, patience);
        RawClient first = RawClient.connect(impatient.port());
        RawClient late = RawClient.connect(impatient.port())) {
      first.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, first.readResponse().status());
      late.send("GET /hea");
      assertEquals(0, late.readUntilClose().bytes().length());

      first.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, first.readResponse().status(), "who has asked before has more time");
    }
  }

  @Test
  void theOneThatIsSilentForLongestMakesRoomForAnother() {
    List<RawClient> idle = new ArrayList<>();
    for (int i = 0; i < AdminConnections.MOST; i++) {
      RawClient client = RawClient.connect(server.port());
      idle.add(client);
      if (i % 2 == 0) {
        assertEquals(200, healthOf(client));
      }
    }
    assertEquals(200, healthOf(idle.get(0)), "it is the one that was silent for shortest");
    try (RawClient other = RawClient.connect(server.port())) {
      assertEquals(200, healthOf(other));
      assertEquals(200, healthOf(idle.get(0)));
      assertEquals(0, idle.get(1).readUntilClose().bytes().length());
      assertEquals(200, healthOf(idle.get(4)));
    }
    idle.forEach(RawClient::close);
  }

  @Test
  void whoSaysNothingTakesThePortFromNobody() {
    List<RawClient> silent = new ArrayList<>();
    for (int i = 0; i < 5 * AdminConnections.MOST; i++) {
      silent.add(RawClient.connect(server.port()));
      if (i % 20 == 0) {
        assertEquals(200, ask("GET /healthz HTTP/1.1").status());
      }
    }
    silent.forEach(RawClient::close);
  }

  @Test
  void whoDoesNotTakeItsPageTakesThePortFromNobody() {
    List<RawClient> deaf = new ArrayList<>();
    for (int i = 0; i < 2 * AdminConnections.MOST; i++) {
      RawClient client = RawClient.connect(server.port(), 4 << 10);
      client.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".repeat(10));
      deaf.add(client);
    }
    for (int i = 0; i < 20; i++) {
      assertEquals(200, ask("GET /healthz HTTP/1.1").status());
    }
    deaf.forEach(RawClient::close);
  }

  private static int healthOf(RawClient client) {
    return client.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").readResponse().status();
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> AdminServer.start("127.0.0.1", taken.getLocalPort(), context()));

      assertTrue(e.getMessage().contains("127.0.0.1:" + taken.getLocalPort()), e.getMessage());
    }
  }
}
