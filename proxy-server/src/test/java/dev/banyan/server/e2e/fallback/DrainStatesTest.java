package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Aside;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A stop while requests are in every state that they can be in: each is finished if {@code drain}
 * allows it, else cut and counted, and none is told that it may be repeated if it may not.
 */
class DrainStatesTest {
  private static final String LONG = "60s";
  private static final String REPLAY = "fallback: { methods: [POST] }, timeout: 20s";
  private static final Behavior NEW = Behaviors.signed(Answer.ok("from new"));
  private static final Request POST = Request.post("/x").with("Expect: 100-continue");

  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    go.countDown();
  }

  @Test
  void aRequestThatLegacyAnswersForAnOpenBreaker() throws Exception {
    try (Sides sides = opened(LONG);
        RawClient client = sides.client().send(Request.post("/hold").text())) {
      sides.legacy().awaitRequests(3, Sides.SOON);
      CompletableFuture<Integer> drained = drain(sides);
      go.countDown();
      assertLast("200 legacy", client.readResponse());
      assertEquals(0, cut(drained));
      assertEquals(2, sides.moved().executions());
    }
  }

  @Test
  void aWriteThatLegacyAnswersForAnOpenBreakerAndThatIsCut() throws Exception {
    try (Sides sides = opened("100ms");
        RawClient client = sides.client().send(Request.post("/hold").text())) {
      sides.legacy().awaitRequests(3, Sides.SOON);
      CompletableFuture<Integer> drained = drain(sides);
      assertLast("502 proxy", client.readResponse());
      assertEquals(1, cut(drained));
    }
  }

  @Test
  void aRequestThatWaitsForAConnection() throws Exception {
    try (Sides sides = full(LONG);
        RawClient holder = sides.client().send(Request.post("/hold").text())) {
      sides.moved().awaitRequests(1, Sides.SOON);
      try (RawClient waiter = waiter(sides)) {
        CompletableFuture<Integer> drained = drain(sides);
        go.countDown();
        assertLast("200 new", holder.readResponse());
        assertLast("200 new", waiter.readResponse());
        assertEquals(0, cut(drained));
      }
    }
  }

  @Test
  void aRequestThatWaitsForAConnectionAndIsCutWasNeverSent() throws Exception {
    try (Sides sides = full("100ms");
        RawClient holder = sides.client().send(Request.post("/hold").text())) {
      sides.moved().awaitRequests(1, Sides.SOON);
      try (RawClient waiter = waiter(sides)) {
        CompletableFuture<Integer> drained = drain(sides);
        assertLast("502 proxy", holder.readResponse());
        assertLast("503 proxy", waiter.readResponse());
        assertEquals(2, cut(drained));
        assertEquals(1, sides.moved().executions());
        assertEquals(0, sides.legacy().executions());
      }
    }
  }

  @Test
  void aFallbackThatIsUnderWay() throws Exception {
    try (Sides sides = fallingBack(LONG);
        RawClient client = sides.client().send(Request.post("/x").text())) {
      sides.legacy().awaitRequests(1, Sides.SOON);
      CompletableFuture<Integer> drained = drain(sides);
      go.countDown();
      assertLast("200 legacy", client.readResponse());
      assertEquals(0, cut(drained));
    }
  }

  @Test
  void aFallbackThatIsCut() throws Exception {
    try (Sides sides = fallingBack("100ms");
        RawClient client = sides.client().send(Request.post("/x").text())) {
      sides.legacy().awaitRequests(1, Sides.SOON);
      CompletableFuture<Integer> drained = drain(sides);
      assertLast("502 proxy", client.readResponse());
      assertEquals(1, cut(drained));
      assertEquals(1, sides.legacy().executions());
    }
  }

  @Test
  void aReadThatIsCutMayBeRepeated() throws Exception {
    try (Sides sides = Sides.with(Failures.hang()).start();
        RawClient client = sides.client().send(Request.get("/x").text())) {
      sides.moved().awaitRequests(1, Sides.SOON);
      CompletableFuture<Integer> drained = drain(sides);
      assertLast("503 proxy", client.readResponse());
      assertEquals(1, cut(drained));
      assertEquals(0, sides.legacy().executions(), "nobody is asked for a client that is cut");
    }
  }

  @Test
  void anUploadThatIsUnderWay() throws Exception {
    try (Sides sides = Sides.with(NEW).drain(LONG).start();
        RawClient client = uploading(sides)) {
      CompletableFuture<Integer> drained = drain(sides);
      client.send(POST.body().substring(3));
      assertLast("200 new", client.readResponse());
      assertEquals(0, cut(drained));
      assertEquals(POST.body(), sides.moved().requests().get(0).body().text());
    }
  }

  @Test
  void anUploadThatIsCut() throws Exception {
    try (Sides sides = Sides.with(NEW).start();
        RawClient client = uploading(sides)) {
      CompletableFuture<Integer> drained = drain(sides);
      assertLast("502 proxy", client.readResponse());
      assertEquals(1, cut(drained));
      assertEquals(0, sides.moved().executions());
    }
  }

  @Test
  void aClientThatWaitsForAHundred() throws Exception {
    try (Sides sides =
            Sides.with(
                    exchange -> {
                      await();
                      NEW.handle(exchange);
                    })
                .drain(LONG)
                .start();
        RawClient client = sides.client().send(POST.head())) {
      Await.until("new has it", Sides.SOON, () -> sides.moved().connectionsOpen() == 1);
      CompletableFuture<Integer> drained = drain(sides);
      go.countDown();
      assertEquals(100, client.readHead().status());
      client.send(POST.body());
      assertLast("200 new", client.readResponse());
      assertEquals(0, cut(drained));
    }
  }

  @Test
  void aClientThatWaitsForAHundredAndIsCut() throws Exception {
    try (Sides sides = Sides.with(Failures.hangWithoutReading()).start();
        RawClient client = sides.client().send(POST.head())) {
      Await.until("new has it", Sides.SOON, () -> sides.moved().connectionsOpen() == 1);
      CompletableFuture<Integer> drained = drain(sides);
      RawResponse answer = client.readResponse();
      assertEquals(0, answer.interim().size());
      assertLast("502 proxy", answer);
      assertEquals(1, cut(drained));
    }
  }

  @Test
  void aStreamThatNeverEnds() throws Exception {
    Behavior endless = Failures.stallBody(Answer.ok("x".repeat(1000)), 10);
    try (Sides sides = Sides.with(endless).start();
        RawClient client = sides.client().send(Request.get("/x").text())) {
      RawResponse head = client.readHead();
      assertEquals(200, head.status());
      CompletableFuture<Integer> drained = drain(sides);
      assertTrue(client.readBody(head).truncated());
      assertEquals(1, cut(drained));
    }
  }

  @Test
  void aHeadThatIsNotWholeYet() throws Exception {
    try (Sides sides = Sides.with(NEW).drain(LONG).start();
        RawClient client = begun(sides)) {
      CompletableFuture<Integer> drained = drain(sides);
      client.send("Host: a\r\n\r\n");
      assertLast("200 new", client.readResponse());
      assertEquals(0, cut(drained));
    }
  }

  @Test
  void aHeadThatIsNotWholeInTime() throws Exception {
    try (Sides sides = Sides.with(NEW).start();
        RawClient client = begun(sides)) {
      CompletableFuture<Integer> drained = drain(sides);
      assertLast("503 proxy", client.readResponse());
      assertEquals(1, cut(drained));
    }
  }

  private Sides opened(String drain) {
    Sides sides =
        Sides.with(Behaviors.signed(Answer.status(500)))
            .legacy(held("/hold", Behaviors.signed(Answer.ok("from legacy"))))
            .route("timeout: 20s, breaker: { window: 2, minimum-calls: 2, open-for: 1h }")
            .drain(drain)
            .start();
    sides.ask(Request.get("/fail"));
    sides.ask(Request.get("/fail"));
    sides.awaitBreaker(BreakerState.OPEN);
    return sides;
  }

  private Sides full(String drain) {
    return Sides.with(held("/hold", NEW))
        .fresh("max-connections: 1, pending-timeout: 1h")
        .drain(drain)
        .start();
  }

  private static RawClient waiter(Sides sides) {
    RawClient waiter = sides.client().send(Request.post("/wait").text());
    var backends = sides.proxy().banyan().serving().backends();
    Await.until("a request waits", Sides.SOON, () -> backends.get("fresh").pending() == 1);
    return waiter;
  }

  private Sides fallingBack(String drain) {
    return Sides.with(Behaviors.signed(Answer.status(503)))
        .legacy(held(Behaviors.signed(Answer.ok("from legacy"))))
        .route(REPLAY)
        .drain(drain)
        .start();
  }

  private static RawClient uploading(Sides sides) {
    RawClient client = sides.client();
    client.send(Request.post("/x").head() + POST.body().substring(0, 3));
    Await.until("new has a part", Sides.SOON, () -> sides.moved().connectionsOpen() == 1);
    return client;
  }

  private static RawClient begun(Sides sides) {
    RawClient client = sides.client();
    assertEquals("200 new", Request.get("/before").over(client).inShort());
    client.send("GET /x HTTP/1.1\r\n");
    return client;
  }

  private Behavior held(Behavior then) {
    return exchange -> {
      exchange.readBody();
      await();
      then.handle(exchange);
    };
  }

  private Behavior held(String path, Behavior then) {
    return Behaviors.when(exchange -> exchange.target().equals(path), held(then), then);
  }

  private void await() throws IOException {
    try {
      if (!go.await(60, TimeUnit.SECONDS)) {
        throw new IOException("nobody let the request go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The answer is as expected, and the last of its connection. */
  private static void assertLast(String inShort, RawResponse answer) {
    assertEquals(inShort, Told.by(answer).inShort(), answer::toString);
    assertEquals("close", answer.header("Connection"));
  }

  private static boolean refuses(int port) {
    try {
      RawClient.connect(port).close();
      return false;
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  /** Begins to stop; from now on no port is open. */
  private static CompletableFuture<Integer> drain(Sides sides) {
    int port = sides.proxy().port();
    CompletableFuture<Integer> drained = Aside.run("drain", () -> sides.proxy().banyan().drain());
    Await.until("the port is closed", Sides.SOON, () -> refuses(port));
    return drained;
  }

  private static int cut(CompletableFuture<Integer> drained) throws Exception {
    return drained.get(60, TimeUnit.SECONDS);
  }
}
