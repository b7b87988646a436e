package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Aside;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.FreePort;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.Remainder;
import dev.banyan.testkit.WaitingTest;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An orderly stop: readiness off, last answers with a close, then the end, in bounded time. */
class DrainTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String UPLOAD =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(10_000);

  @WaitingTest
  void requestsInFlightAreFinishedAndToldToClose() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (RawOrigin origin = RawOrigin.start(Edge.held(go, Edge.SIGNED));
        TestProxy proxy = start(origin, "0s", "20s");
        RawClient idle = proxy.client();
        RawClient busy = proxy.client()) {
      int port = proxy.port();
      busy.send(GET);
      Await.until("it is sent on", Edge.SOON, () -> origin.connectionsOpen() == 1);
      CompletableFuture<Integer> drained = drain(proxy);
      assertEquals(0, idle.readUntilClose().bytes().length());
      go.countDown();
      RawResponse answer = busy.readResponse();
      assertEquals("hello", answer.text());
      assertEquals("close", answer.header("Connection"));
      assertEquals(0, busy.readUntilClose().bytes().length());
      assertEquals(0, drained.get(20, TimeUnit.SECONDS), "no request was cut");
      assertThrows(UncheckedIOException.class, () -> RawClient.connect(port));
    }
  }

  @WaitingTest
  void whileTheBalancerLeavesRequestsAreStillServed() throws Exception {
    try (RawOrigin origin = RawOrigin.start(Edge.SIGNED);
        TestProxy proxy = start(origin, "3s", "20s")) {
      assertEquals(200, readiness(proxy));
      CompletableFuture<Integer> drained = drain(proxy);
      Await.until("readiness is off", Edge.SOON, () -> readiness(proxy) == 503);
      assertTrue(toldToClose(proxy));
      assertEquals(0, drained.get(20, TimeUnit.SECONDS));
    }
  }

  @WaitingTest
  void aRequestThatNeverEndsIsCutWhenTheTimeIsOver() throws Exception {
    try (RawOrigin origin = RawOrigin.start(Failures.hang());
        TestProxy proxy = start(origin, "0s", "300ms");
        RawClient client = proxy.client().send(GET)) {
      origin.awaitRequests(1, Edge.SOON);
      CompletableFuture<Integer> drained = drain(proxy);
      RawResponse answer = client.readResponse();
      assertTrue(answer.status() == 503 || answer.truncated(), answer::toString);
      assertEquals(1, drained.get(20, TimeUnit.SECONDS), "one request was cut");
      Await.until("the backend is left", Edge.SOON, () -> origin.connectionsOpen() == 0);
    }
  }

  @WaitingTest
  void withoutTimeToDrainEachRequestWhoseHeadWasReadIsRefused() throws Exception {
    int clients = 30;
    try (RawOrigin origin = RawOrigin.start(Failures.hangWithoutReading());
        TestProxy proxy = start(origin, "0s", "0s")) {
      List<RawClient> uploading = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        uploading.add(proxy.client().send(UPLOAD));
      }
      Await.until("all are sent on", Edge.SOON, () -> origin.connectionsOpen() == clients);
      CompletableFuture<Integer> drained = drain(proxy);
      for (RawClient client : uploading) {
        client.trySend("x".repeat(40_000));
        RawResponse answer = client.readResponse();
        assertTrue(answer.status() == 502 || answer.status() == 503, answer::toString);
        assertTrue(answer.complete(), answer::toString);
        assertEquals(Ending.FIN, client.readUntilClose().ending());
        client.close();
      }
      assertEquals(clients, drained.get(20, TimeUnit.SECONDS));
    }
  }

  @WaitingTest
  @SuppressWarnings("try") // Closed in the midst of it on purpose.
  void aStopWithoutTimeResetsNoRequestThatComesInTheLastMoment() throws Exception {
    for (int round = 0; round < 20; round++) {
      try (RawOrigin origin = RawOrigin.start(Edge.SIGNED);
          TestProxy proxy = start(origin, "0s", "0s");
          RawClient client = proxy.client()) {
        assertEquals(200, client.send(GET).readResponse().status());
        CompletableFuture<Integer> drained = drain(proxy);
        client.send(GET);
        Remainder rest = client.readUntilClose();
        assertEquals(Ending.FIN, rest.ending());
        client.close();
        drained.get(20, TimeUnit.SECONDS);
      }
    }
  }

  @WaitingTest
  void aTableThatWasAskedForBeforeAStopIsServedOrRefusedAndNotHalfOfIt() throws Exception {
    for (int round = 0; round < 20; round++) {
      try (RawOrigin origin = RawOrigin.start(Edge.SIGNED);
          TestProxy proxy = start(origin, "0s", "1s")) {
        CompletableFuture<Void> reloaded =
            proxy.banyan().reload(TestProxy.load(table(origin, "0s", "2s")));
        proxy.banyan().close();
        assertTrue(reloaded.isDone(), "it was still under way when the event loops ended");
        reloaded.get();
      }
    }
  }

  @WaitingTest
  void aTableThatComesWhilePortsAreClosedOpensNone() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (RawOrigin origin = RawOrigin.start(Edge.held(go, Edge.SIGNED));
        TestProxy proxy = start(origin, "0s", "20s");
        RawClient busy = proxy.client().send(GET)) {
      InetSocketAddress port = proxy.banyan().listeners().get(0);
      Await.until("it is sent on", Edge.SOON, () -> origin.connectionsOpen() == 1);
      CompletableFuture<Integer> drained = drain(proxy);
      Await.until("the port is closed", Edge.SOON, () -> refuses(port));
      // An address that no other test listens at.
      InetSocketAddress other = new InetSocketAddress("127.0.0.3", FreePort.pick());
      String text =
          table(origin, "0s", "20s")
              .replace("127.0.0.1, port: 0 }]", "127.0.0.3, port: " + other.getPort() + " }]");
      CompletableFuture<Void> reloaded = proxy.banyan().reload(TestProxy.load(text));
      go.countDown();
      assertEquals("hello", busy.readResponse().text());
      assertEquals(0, drained.get(20, TimeUnit.SECONDS));
      assertFalse(reloaded.isDone());
      assertTrue(refuses(other));
    }
  }

  private static boolean refuses(InetSocketAddress port) {
    try (RawClient client = RawClient.connectTo(port)) {
      client.readUntilClose();
      return false;
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  private static int readiness(TestProxy proxy) {
    InetSocketAddress admin = proxy.banyan().admin();
    assertNotNull(admin);
    try (RawClient client = RawClient.connect(admin.getPort())) {
      client.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return client.readResponse().status();
    }
  }

  private static boolean toldToClose(TestProxy proxy) {
    try (RawClient client = proxy.client()) {
      RawResponse answer = client.send(GET).readResponse();
      assertEquals("hello", answer.text());
      return answer.header("Connection").equals("close");
    }
  }

  private static CompletableFuture<Integer> drain(TestProxy proxy) {
    return Aside.run("drain", () -> proxy.banyan().drain());
  }

  private static TestProxy start(RawOrigin origin, String delay, String drain) {
    return TestProxy.start(
        TestProxy.load(table(origin, delay, drain)), new BanyanOptions(2, false));
  }

  private static String table(RawOrigin origin, String delay, String drain) {
    return """
    listen: [{ host: 127.0.0.1, port: 0 }]
    admin: { port: 0 }
    access-log: off
    drain-delay: %s
    drain: %s
    backends: { app: '%s' }
    legacy: app
    """
        .formatted(delay, drain, origin.uri());
  }
}
