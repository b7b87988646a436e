package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.Oddity;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.LogLine;
import dev.banyan.testkit.OddAnswer;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What old servers get wrong reaches a client only where the backend is allowed just that, and then
 * in strict HTTP. Each name that may be allowed is a backend of its own here, which is allowed
 * that; {@code strict} is allowed nothing, and {@code not-NAME} all but that.
 */
class OddAnswersTest {
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]");
  private static final AtomicInteger PATHS = new AtomicInteger();
  private static RawOrigin origin;
  private static TestProxy proxy;
  private static Path log;

  @BeforeAll
  static void start() throws IOException {
    origin = RawOrigin.start("old", Edge.SIGNED);
    log = Files.createTempFile("odd", ".log");
    StringBuilder backends = new StringBuilder("  strict: LEGACY\n");
    StringBuilder routes = new StringBuilder();
    List<String> all = Oddity.labels();
    for (String name : all) {
      String others =
          all.stream().filter(each -> !each.equals(name)).collect(Collectors.joining(", "));
      backends.append("  %s: { url: LEGACY, lenient: [%s] }\n".formatted(name, name));
      backends.append("  not-%s: { url: LEGACY, lenient: [%s] }\n".formatted(name, others));
      for (String backend : List.of(name, "not-" + name)) {
        routes.append(
            "  - { name: %s, match: { path: /%s/** }, legacy: %s }\n"
                .formatted(backend, backend, backend));
      }
    }
    String frame = "listen: [{ host: 127.0.0.1, port: 0 }]\nadmin: off\ndrain-delay: 0s\n";
    String table =
        "access-log: " + log + "\nbackends:\n" + backends + "legacy: strict\nroutes:\n" + routes;
    String text = frame + table.replace("LEGACY", origin.uri().toString());
    proxy = TestProxy.start(TestProxy.load(text), new BanyanOptions(2, false));
  }

  @AfterAll
  static void stop() throws IOException {
    proxy.close();
    origin.close();
    Files.delete(log);
  }

  @ParameterizedTest
  @EnumSource
  void whatABackendIsAllowedIsDeliveredStrictly(OddAnswer answer) {
    origin.behave(answer);
    int before = origin.connectionsAccepted();
    try (RawClient client = proxy.client()) {
      for (int i = 1; i <= 2; i++) {
        RawResponse seen = ask(client, "/" + answer.rule() + "/");
        assertEquals(answer.status(), seen.status(), seen::toString);
        assertTrue(seen.complete(), seen::toString);
        assertEquals("hello", seen.text());
        assertStrict(seen);
        assertEquals(before + i, origin.connectionsAccepted(), "its connection was pooled");
      }
    }
    awaitDropped();
  }

  private static void assertStrict(RawResponse seen) {
    String head = seen.rawHead();
    assertTrue(head.startsWith("HTTP/1.1 "), head);
    assertFalse(head.replace("\r\n", "").contains("\n"), head);
    assertFalse(head.replace("\r\n", "").contains("\r"), head);
    assertFalse(CONTROL.matcher(head).find(), head);
    assertFalse(Pattern.compile("(?m)^[^:\\s]+[ \\t]+:|^[ \\t]").matcher(head).find(), head);
    int framings =
        seen.headers().values("Content-Length").size()
            + seen.headers().values("Transfer-Encoding").size();
    assertEquals(1, framings, head);
    if (!seen.headers().values("X-A").isEmpty()) {
      assertTrue(Set.of("1", "1 2", "a b").contains(seen.header("X-A")), head);
    }
    if (!seen.body().trailers().lines().isEmpty()) {
      String trailer = seen.body().trailers().lines().get(0);
      assertTrue(Set.of("X-Sum: 1", "X-Sum: 1 2").contains(trailer), trailer);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatItIsNotAllowedIsRefusedAndNamed(OddAnswer answer) {
    origin.behave(answer);
    for (String backend : List.of("/none", "/not-" + answer.rule())) {
      String path = backend + "/" + PATHS.incrementAndGet();
      try (RawClient client = proxy.client()) {
        RawResponse seen = ask(client, path);
        if (answer.inBody()) {
          assertFalse(seen.complete(), "a broken answer looked whole: " + seen);
        } else {
          assertEquals(502, seen.status(), seen::toString);
        }
      }
      awaitDropped();
      String line = LogLine.await(log, "\"path\":\"" + path + "\"", Edge.SOON);
      assertTrue(line.contains(",\"broke\":\"" + answer.rule() + "\""), line);
    }
  }

  /** A strict answer is the same for whoever may be odd, and its connection is used again. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/lf-lines/", "/not-lf-lines/"})
  void aStrictAnswerOfABackendThatMayBeOddKeepsItsConnection(String path) {
    origin.behave(Edge.SIGNED);
    awaitDropped();
    try (RawClient client = proxy.client()) {
      assertEquals("hello", ask(client, path).text());
      int connections = origin.connectionsAccepted();
      assertEquals("hello", ask(client, path).text());
      assertEquals(connections, origin.connectionsAccepted());
    }
  }

  /** Both are legal in HTTP/1.1, whatever a backend is allowed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\n0000000000000005\r\nhello\r\n0000000000000000\r\n\r\n",
        "Content-Length: 00000000000000000005\r\n\r\nhello"
      })
  void numbersMayBePaddedWithZeros(String framed) {
    origin.behave(exchange -> {
      exchange.readBody();
      exchange.wire().write("HTTP/1.1 200 OK\r\n" + framed);
    });
    try (RawClient client = proxy.client()) {
      assertEquals("hello", ask(client, "/").text());
      int connections = origin.connectionsAccepted();
      assertEquals("hello", ask(client, "/").text());
      assertEquals(connections, origin.connectionsAccepted(), "it is pooled as any other");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHealthCheckMayBeAnsweredAsOddly(boolean lenient) {
    String keys = "lenient: " + (lenient ? "lf-lines" : "[]") + ", health-check: { path: /, ";
    try (Edge edge = Edge.backend(OddAnswer.LF, keys + "every: 50ms, unhealthy-after: 1 }")) {
      Await.until("it was checked twice", Edge.SOON, () -> edge.origin().executions() > 1);
      Await.until("the checks are judged", Edge.SOON, () -> edge.app().allDown() != lenient);
    }
  }

  @Test
  void everyNameHasAnAnswer() {
    assertEquals(
        Set.copyOf(Oddity.labels()),
        Arrays.stream(OddAnswer.values()).map(OddAnswer::rule).collect(Collectors.toSet()));
  }

  private static RawResponse ask(RawClient client, String path) {
    client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    return client.readResponse();
  }

  private static void awaitDropped() {
    origin.closeConnections();
    Await.until("its connections are dropped", Edge.SOON, () -> origin.connectionsOpen() == 0);
    Await.until(
        "none is pooled",
        Edge.SOON,
        () ->
            proxy.banyan().serving().backends().values().stream()
                .allMatch(backend -> backend.connections() == 0));
  }
}
