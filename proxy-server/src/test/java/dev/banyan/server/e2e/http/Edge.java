package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy in front of one origin, and the questions that most tests ask of the two. */
final class Edge implements AutoCloseable {
  /** How long a condition may take on a busy machine. */
  static final Duration SOON = Duration.ofSeconds(20);

  /** Answers each request with the key that it carries. */
  static final Behavior SIGNED = Behaviors.signed(Answer.ok("hello"));

  private static final String PLAIN =
      """
      backends: { app: LEGACY }
      legacy: app
      """;

  private final RawOrigin origin;
  private final TestProxy proxy;
  private final AtomicInteger keys = new AtomicInteger();

  private Edge(RawOrigin origin, String table) {
    this.origin = origin;
    this.proxy = TestProxy.start(origin, origin, table);
  }

  /** Lets a request go on once the test says so. */
  static Behavior held(CountDownLatch go, Behavior then) {
    return exchange -> {
      await(go);
      then.handle(exchange);
    };
  }

  static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IOException("nobody let the request go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** A proxy with no key set, in front of an origin that behaves like this. */
  static Edge of(Behavior behavior) {
    return of(behavior, PLAIN);
  }

  /** A proxy with a table, where {@code LEGACY} is the origin and the backend is named app. */
  static Edge of(Behavior behavior, String table) {
    return new Edge(RawOrigin.start("app", behavior), table);
  }

  /** A proxy with limits, in flow style. */
  static Edge limited(Behavior behavior, String limits) {
    return of(behavior, "limits: " + limits + "\n" + PLAIN);
  }

  /** A proxy whose only backend has these keys beside its URL, in flow style. */
  static Edge backend(Behavior behavior, String keys) {
    return of(behavior, "backends: { app: { url: LEGACY, " + keys + " } }\nlegacy: app\n");
  }

  /** Makes another table take effect, and waits until it has. */
  void reload(String table) {
    try {
      proxy.banyan().reload(TestProxy.table(origin, origin, table)).get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  RawOrigin origin() {
    return origin;
  }

  TestProxy proxy() {
    return proxy;
  }

  RawClient client() {
    return proxy.client();
  }

  /** The backend as it is served. */
  LiveBackend app() {
    LiveBackend app = proxy.banyan().serving().backends().get("app");
    if (app == null) {
      throw new IllegalStateException("backend app: none (expected: in the table)");
    }
    return app;
  }

  /** Sends a GET with a key of its own and asserts that the answer carries that key. */
  void assertServes(RawClient client) {
    String key = "next-" + keys.incrementAndGet();
    client.send("GET /next HTTP/1.1\r\nHost: a\r\nX-Request-Key: " + key + "\r\n\r\n");
    RawResponse answer = client.readResponse();
    assertEquals(200, answer.status(), answer::toString);
    assertEquals(key, answer.header("X-Request-Key"));
    assertEquals("hello", answer.text());
  }

  /** Lets the origin answer with keys from now on, and asserts that a new client gets its own. */
  void assertServesOthers() {
    origin.behave(SIGNED);
    try (RawClient other = client()) {
      assertServes(other);
      assertServes(other);
    }
  }

  /** Waits until no request runs and none waits for a connection. */
  void awaitQuiet() {
    Await.until(
        "no request runs",
        SOON,
        () -> app().pending() == 0 && app().connections() == app().idleConnections());
  }

  /** Waits until no connection to the backend is open at either side. */
  void awaitNoBackendConnection() {
    Await.until(
        "no connection to the backend",
        SOON,
        () -> app().connections() == 0 && origin.connectionsOpen() == 0);
  }

  @Override
  public void close() {
    proxy.close();
    origin.close();
  }
}
