package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.WaitingTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A table takes effect when its file changes, however it is written, and only if it is sound. */
class ReloadTest {
  private static final String KEPT = "0%";
  private static final String MOVED = "100%";

  @TempDir Path folder;
  private final RawOrigin legacy = RawOrigin.start("legacy", signed());
  private final RawOrigin moved = RawOrigin.start("new", signed());
  private Path file;
  private TestProxy proxy;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("routes.yaml");
    Files.writeString(file, table(KEPT, ""));
    proxy = TestProxy.start(TestProxy.load(table(KEPT, "")), new BanyanOptions(2, false));
    proxy.banyan().watch(file);
  }

  @AfterEach
  void close() {
    proxy.close();
    legacy.close();
    moved.close();
  }

  @WaitingTest
  void aFileWrittenInPlace() throws IOException {
    Files.writeString(file, table(MOVED, ""));
    awaitServedBy("new");
    Files.writeString(file, table(KEPT, ""));
    awaitServedBy("legacy");
  }

  @WaitingTest
  void anEditFromBeforeTheWatchBegan() throws IOException {
    Path edited = Files.writeString(folder.resolve("edited.yaml"), table(MOVED, ""));
    proxy.banyan().watch(edited);
    awaitServedBy("new");
  }

  @WaitingTest
  void aFileRenamedOver() throws IOException {
    Path next = folder.resolve("next.yaml");
    Files.writeString(next, table(MOVED, ""));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    awaitServedBy("new");
  }

  @WaitingTest
  void aFileTruncatedThenWritten() throws IOException {
    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    awaitLastReload("rejected");
    assertEquals("legacy", servedBy());
    Files.writeString(file, table(MOVED, ""), StandardOpenOption.APPEND);
    awaitServedBy("new");
  }

  @WaitingTest
  void aLinkSwapped() throws IOException {
    Path first = Files.writeString(folder.resolve("1.yaml"), table(KEPT, ""));
    Path second = Files.writeString(folder.resolve("2.yaml"), table(MOVED, ""));
    swapLink(first);
    assertEquals("legacy", servedBy());
    swapLink(second);
    awaitServedBy("new");
  }

  @WaitingTest
  void aBadEditKeepsTheTableAndAGoodOneMendsIt() throws IOException {
    Files.writeString(file, table(MOVED, "") + "unknown: 1\n");
    awaitLastReload("rejected");
    assertEquals("legacy", servedBy());
    Files.writeString(file, table(MOVED, ""));
    awaitServedBy("new");
  }

  @WaitingTest
  void ofTwoEditsWithinASecondTheLaterOneStays() throws IOException {
    for (int round = 0; round < 5; round++) {
      Files.writeString(file, table(KEPT, ""));
      awaitInForce(KEPT);
      assertEquals("legacy", servedBy());
      Files.writeString(file, table("50%", ""));
      Files.writeString(file, table(MOVED, ""));
      awaitInForce(MOVED);
      assertEquals("new", servedBy());
    }
  }

  @WaitingTest
  void aBadEditBetweenTwoGoodOnesHidesNeither() throws IOException {
    Files.writeString(file, table(MOVED, ""));
    awaitServedBy("new");
    Files.writeString(file, "legacy: [\n");
    awaitLastReload("rejected");
    assertEquals("new", servedBy());
    Files.writeString(file, table(KEPT, ""));
    awaitServedBy("legacy");
    awaitLastReload("ok");
  }

  @WaitingTest
  void aDeletedFileKeepsTheTable() throws IOException {
    Files.delete(file);
    awaitLastReload("rejected");
    assertEquals("legacy", servedBy());
    Files.writeString(file, table(MOVED, ""));
    awaitServedBy("new");
  }

  @WaitingTest
  void anOpenBreakerStaysOpenOverAnEditOfTheShare() throws Exception {
    proxy.banyan().reload(TestProxy.load(table(MOVED, ""))).get(20, TimeUnit.SECONDS);
    moved.behave(Answer.status(500));
    try (RawClient client = proxy.client()) {
      Await.until("the breaker opens", Edge.SOON, () -> askedWhileNewFails(client));
    }
    RouteBreaker before = proxy.banyan().breaker("moved");
    moved.behave(signed());
    proxy.banyan().reload(TestProxy.load(table("99.99%", ""))).get(20, TimeUnit.SECONDS);
    assertEquals(before, proxy.banyan().breaker("moved"));
    assertEquals("legacy", servedBy());
  }

  @WaitingTest
  void anOpenBreakerStaysOpenOverNewSettings() throws Exception {
    proxy.banyan().reload(TestProxy.load(table(MOVED, ""))).get(20, TimeUnit.SECONDS);
    moved.behave(Answer.status(500));
    try (RawClient client = proxy.client()) {
      Await.until("the breaker opens", Edge.SOON, () -> askedWhileNewFails(client));
    }
    moved.behave(signed());
    String settings = MOVED + ", breaker: { failure-rate: 90%, window: 30s, open-for: 1h }";
    proxy.banyan().reload(TestProxy.load(table(settings, ""))).get(20, TimeUnit.SECONDS);
    RouteBreaker after = proxy.banyan().breaker("moved");
    assertNotNull(after);
    assertEquals(BreakerState.OPEN, after.state());
    assertEquals(Duration.ofHours(1), after.spec().openFor());
    assertEquals("legacy", servedBy());
  }

  @WaitingTest
  void aRouteThatComesBackBeginsAnew() throws Exception {
    proxy.banyan().reload(TestProxy.load(table(MOVED, ""))).get(20, TimeUnit.SECONDS);
    moved.behave(Answer.status(500));
    try (RawClient client = proxy.client()) {
      Await.until("the breaker opens", Edge.SOON, () -> askedWhileNewFails(client));
    }
    moved.behave(signed());
    String without = table(MOVED, "").replaceAll("(?s)routes:.*", "");
    proxy.banyan().reload(TestProxy.load(without)).get(20, TimeUnit.SECONDS);
    assertEquals("legacy", servedBy());
    proxy.banyan().reload(TestProxy.load(table(MOVED, ""))).get(20, TimeUnit.SECONDS);
    assertEquals("new", servedBy());
  }

  @WaitingTest
  void listenersComeAndGo() throws Exception {
    String second = ", { host: 127.0.0.2, port: 0 }";
    try (RawClient kept = proxy.client()) {
      assertEquals("legacy", ask(kept));
      proxy.banyan().reload(TestProxy.load(table(KEPT, second))).get(20, TimeUnit.SECONDS);
      assertEquals(2, proxy.banyan().listeners().size());
      try (RawClient client = RawClient.connectTo(proxy.banyan().listeners().get(1))) {
        assertEquals("legacy", ask(client));
        proxy.banyan().reload(TestProxy.load(table(KEPT, ""))).get(20, TimeUnit.SECONDS);
        assertEquals(1, proxy.banyan().listeners().size());
        assertEquals("legacy", ask(client), "a connection outlives its listener");
      }
      assertEquals("legacy", ask(kept));
    }
  }

  @WaitingTest
  void aRequestEndsByTheTableItBeganWith() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    legacy.behave(exchange -> {
      exchange.readBody();
      exchange.execute();
      while (go.getCount() > 0) {
        exchange.wire().pause(Duration.ofMillis(5));
      }
      signed().handle(exchange);
    });
    try (RawClient client = proxy.client()) {
      client.send("GET /moved HTTP/1.1\r\nHost: a\r\n\r\n");
      legacy.awaitRequests(1, Edge.SOON);
      proxy.banyan().reload(TestProxy.load(table(MOVED, ""))).get(20, TimeUnit.SECONDS);
      assertEquals("new", servedBy());
      go.countDown();
      assertEquals("legacy", client.readResponse().header("X-Served-By"));
      assertEquals("new", ask(client));
    }
  }

  private boolean askedWhileNewFails(RawClient client) {
    ask(client);
    RouteBreaker breaker = proxy.banyan().breaker("moved");
    assertNotNull(breaker);
    return breaker.state() == BreakerState.OPEN;
  }

  private void swapLink(Path target) throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, target);
    Files.move(link, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void awaitServedBy(String origin) {
    Await.value("the side that serves", Edge.SOON, this::servedBy, origin::equals);
  }

  private void awaitInForce(String share) {
    String wanted = TestProxy.load(table(share, "")).digest();
    Await.value(
        "the table in force", Edge.SOON, () -> proxy.banyan().table().digest(), wanted::equals);
  }

  private void awaitLastReload(String result) {
    Await.value(
        "the page about the last reload",
        Edge.SOON,
        this::readiness,
        page -> page.contains("\"last_reload\":\"" + result));
  }

  private String readiness() {
    InetSocketAddress admin = proxy.banyan().admin();
    assertNotNull(admin);
    try (RawClient client = RawClient.connect(admin.getPort())) {
      client.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return client.readResponse().text();
    }
  }

  private String servedBy() {
    try (RawClient client = proxy.client()) {
      return ask(client);
    }
  }

  private static String ask(RawClient client) {
    client.send("GET /moved HTTP/1.1\r\nHost: a\r\n\r\n");
    return client.readResponse().header("X-Served-By");
  }

  private static Behavior signed() {
    return Behaviors.signed(Answer.ok("hello"));
  }

  private String table(String share, String listener) {
    return """
    listen: [{ host: 127.0.0.1, port: 0 }%s]
    admin: { port: 0 }
    access-log: off
    backends: { old: 'http://127.0.0.1:%d', fresh: 'http://127.0.0.1:%d' }
    legacy: old
    routes:
      - { name: moved, match: { path: /moved }, new: fresh, share: %s, timeout: 5s }
    """
        .formatted(listener, legacy.port(), moved.port(), share);
  }
}
