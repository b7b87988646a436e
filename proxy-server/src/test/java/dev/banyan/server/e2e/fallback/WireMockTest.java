package dev.banyan.server.e2e.fallback;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of the fallback table once more, against servers that others wrote. */
class WireMockTest {
  private static final WireMockServer LEGACY = server();
  private static final WireMockServer MOVED = server();
  private static TestProxy proxy;
  private static int asked;

  private static WireMockServer server() {
    return new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
  }

  @BeforeAll
  static void start() {
    LEGACY.start();
    MOVED.start();
    LEGACY.stubFor(any(anyUrl()).willReturn(ok("from legacy").withHeader("X-Served-By", "legacy")));
    String table =
        """
        listen: [{ host: 127.0.0.1, port: 0 }]
        admin: off
        access-log: off
        drain-delay: 0s
        backends: { old: "http://127.0.0.1:%d", fresh: "http://127.0.0.1:%d" }
        legacy: old
        routes:
          - { name: hasty, match: { path: /hasty/** }, new: fresh, share: 100%%, timeout: 200ms, breaker: off }
          - { name: main, match: { path: /** }, new: fresh, share: 100%%, timeout: 20s, breaker: off }
        """
            .formatted(LEGACY.port(), MOVED.port());
    proxy = TestProxy.start(TestProxy.load(table), new BanyanOptions(1, false));
  }

  @AfterAll
  static void close() {
    proxy.close();
    LEGACY.stop();
    MOVED.stop();
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        row("200", ok("from new"), "200 new", "200 new"),
        row("500", aResponse().withStatus(500), "200 legacy", "500 new"),
        row("503", aResponse().withStatus(503), "200 legacy", "503 new"),
        row("501", aResponse().withStatus(501), "501 new", "501 new"),
        row("no head in time", ok().withFixedDelay(30_000), "200 legacy", "504 proxy"),
        row("closed", fault(Fault.EMPTY_RESPONSE), "200 legacy", "502 proxy"),
        row("reset", fault(Fault.CONNECTION_RESET_BY_PEER), "200 legacy", "502 proxy"),
        row("garbage", fault(Fault.RANDOM_DATA_THEN_CLOSE), "200 legacy", "502 proxy"),
        row(
            "garbage in the body",
            fault(Fault.MALFORMED_RESPONSE_CHUNK),
            "cut 200 proxy",
            "cut 200 proxy"));
  }

  private static Arguments row(
      String name, ResponseDefinitionBuilder answer, String read, String write) {
    return Arguments.of(name, answer.withHeader("X-Served-By", "new"), read, write);
  }

  private static ResponseDefinitionBuilder fault(Fault fault) {
    return aResponse().withFault(fault);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isAnsweredAsTheTableSays(
      String name, ResponseDefinitionBuilder answer, String read, String write) {
    MOVED.resetAll();
    MOVED.stubFor(any(anyUrl()).willReturn(answer));
    String prefix = name.equals("no head in time") ? "/hasty/" : "/";
    assertAnswered(Request.get(prefix + ++asked), read);
    assertAnswered(Request.post(prefix + ++asked), write);
  }

  private static void assertAnswered(Request request, String told) {
    try (RawClient client = proxy.client().timeout(Sides.SOON)) {
      assertEquals(told, request.over(client).inShort());
    }
    var sameRequest = anyRequestedFor(urlEqualTo(request.path()));
    Await.value(
        "executions at new", Sides.SOON, () -> MOVED.findAll(sameRequest).size(), n -> n == 1);
    int atLegacy = told.endsWith("legacy") ? 1 : 0;
    assertEquals(atLegacy, LEGACY.findAll(sameRequest).size(), "executions at legacy");
  }
}
