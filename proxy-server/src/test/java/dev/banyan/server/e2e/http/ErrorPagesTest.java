package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.LoadResult;
import dev.banyan.config.LoadedTable;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.WaitingTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The operator's pages take the place of Banyan's own, and follow their files. */
class ErrorPagesTest {
  private static final String HTML = "Accept: text/html\r\n";
  private static final String ERRORS =
      """
      errors:
        html: pages/error.html
        json: pages/error.json
        503: { html: pages/busy.html }
      """;

  @TempDir Path folder;
  private final RawOrigin origin = RawOrigin.start("app", Failures.closeBeforeHead());
  private Path table;
  private TestProxy proxy;

  @BeforeEach
  void start() throws IOException {
    table = folder.resolve("routes.yaml");
    Files.createDirectory(folder.resolve("pages"));
    page("error.html", "<p>größer {status} {reason} {request-id}\n");
    page("error.json", "{\"code\": {status}, \"id\": \"{request-id}\"}");
    page("busy.html", "busy");
    writeTable(ERRORS);
    LoadResult result = ConfigLoader.load(table);
    LoadedTable loaded = Objects.requireNonNull(result.table(), result.problems()::toString);
    proxy = TestProxy.start(loaded, new BanyanOptions(2, false));
    proxy.banyan().watch(table);
  }

  @AfterEach
  void close() {
    proxy.close();
    origin.close();
  }

  private void page(String name, String content) throws IOException {
    Files.writeString(folder.resolve("pages").resolve(name), content);
  }

  private void writeTable(String errors) throws IOException {
    Files.writeString(
        table,
        """
        listen: [{ host: 127.0.0.1, port: 0 }]
        admin: { port: 0 }
        access-log: off
        drain-delay: 0s
        drain: 2s
        backends: { app: { url: URL, timeout: 20s } }
        legacy: app
        """
                .replace("URL", origin.uri().toString())
            + errors);
  }

  private static RawResponse ask(RawClient client, String fields) {
    client.send("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
    return client.readResponse();
  }

  private String told(String fields) {
    try (RawClient client = proxy.client()) {
      return ask(client, fields).text();
    }
  }

  private void awaitTold(String fields, String text) {
    Await.until("clients are told " + text, Edge.SOON, () -> told(fields).equals(text));
  }

  @WaitingTest
  void theyAreFilledInAndTheConnectionGoesOn() {
    try (RawClient client = proxy.client()) {
      RawResponse html = ask(client, HTML);
      String id = html.header("X-Request-ID");
      assertEquals(502, html.status());
      assertEquals("text/html; charset=utf-8", html.header("Content-Type"));
      assertEquals("<p>größer 502 Bad Gateway " + id + "\n", html.text());
      RawResponse json = ask(client, "");
      String otherId = json.header("X-Request-ID");
      assertEquals("application/json", json.header("Content-Type"));
      assertEquals("{\"code\": 502, \"id\": \"" + otherId + "\"}", json.text());
      origin.behave(Answer.ok("hello"));
      assertEquals("hello", ask(client, HTML).text());
    }
  }

  @WaitingTest
  void aStatusHasItsOwn() {
    origin.stopListening();
    assertEquals("busy", told(HTML));
    assertTrue(told("").startsWith("{\"code\": 503"));
  }

  @WaitingTest
  void aRequestThatCanNotBeReadIsAnsweredWithTheirJson() {
    try (RawClient client = proxy.client()) {
      client.send("GET /\r\n\r\n");
      assertTrue(client.readResponse().text().startsWith("{\"code\": 400"));
    }
  }

  @WaitingTest
  void anErrorOfABackendIsNotReplaced() {
    origin.behave(Answer.status(502).body("mine"));
    assertEquals("mine", told(HTML));
  }

  @WaitingTest
  void aPageFollowsItsFile() throws IOException {
    page("error.html", "second");
    awaitTold(HTML, "second");
    Path next = Files.writeString(folder.resolve("next"), "third");
    Files.move(
        next,
        folder.resolve("pages/error.html"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
    awaitTold(HTML, "third");
  }

  @WaitingTest
  void aPageThatGoesMissingStaysInForceAndComesBackByItself() throws IOException {
    page("error.html", "first");
    awaitTold(HTML, "first");
    Files.delete(folder.resolve("pages/error.html"));
    awaitLastReload("rejected");
    assertEquals("first", told(HTML));
    page("error.html", "second");
    awaitTold(HTML, "second");
  }

  @WaitingTest
  void aPageOfANewTableIsWatchedToo() throws IOException {
    page("other.html", "other");
    writeTable("errors: { html: pages/other.html }\n");
    awaitTold(HTML, "other");
    page("other.html", "changed");
    awaitTold(HTML, "changed");
    writeTable("");
    Await.until("the standard page", Edge.SOON, () -> told(HTML).startsWith("<!DOCTYPE html>"));
  }

  @WaitingTest
  void anExchangeUsesThePagesThatItBeganWith() throws IOException {
    page("error.html", "old");
    awaitTold(HTML, "old");
    CountDownLatch fail = new CountDownLatch(1);
    origin.behave(exchange -> {
      exchange.readBody();
      exchange.execute();
      while (fail.getCount() > 0) {
        exchange.wire().pause(Duration.ofMillis(5));
      }
      Failures.closeBeforeHead().handle(exchange);
    });
    int before = origin.executions();
    try (RawClient client = proxy.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + HTML + "\r\n");
      origin.awaitRequests(before + 1, Edge.SOON);
      origin.behave(Failures.closeBeforeHead());
      page("error.html", "new");
      awaitTold(HTML, "new");
      fail.countDown();
      assertEquals("old", client.readResponse().text());
      assertEquals("new", ask(client, HTML).text());
    }
  }

  private void awaitLastReload(String result) {
    Await.value(
        "the page about the last reload",
        Edge.SOON,
        this::readiness,
        page -> page.contains("\"last_reload\":\"" + result));
  }

  private String readiness() {
    int port = Objects.requireNonNull(proxy.banyan().admin()).getPort();
    try (RawClient client = RawClient.connect(port)) {
      client.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return client.readResponse().text();
    }
  }
}
