package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BehaviorsTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Answer OK = Answer.ok("hello");
  private static final Answer BAD = Answer.status(500);

  @Test
  void echoDescribesTheRequest() {
    try (RawOrigin origin = RawOrigin.start("new", Behaviors.echo());
        RawClient client = RawClient.connect(origin.port())) {
      client.send("POST /\"a\" HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
      RawResponse response = client.readResponse();
      assertEquals("new", response.header("X-Served-By"));
      assertEquals(
          "{\"bodyLength\":3,\"bodySha256\":\""
              + Sha256.of(WireInput.latin1("abc"))
              + "\",\"connection\":1,\"headers\":[\"Host: x\",\"Content-Length: 3\"],"
              + "\"method\":\"POST\",\"origin\":\"new\",\"sequence\":1,"
              + "\"target\":\"/\\\"a\\\"\",\"version\":\"HTTP/1.1\"}",
          response.text());
    }
  }

  @Test
  void choosesByMethod() {
    try (RawOrigin origin = RawOrigin.start(Behaviors.onlyFor("POST", BAD, OK));
        RawClient client = RawClient.connect(origin.port())) {
      assertEquals(200, statusOf(client, "GET"));
      assertEquals(500, statusOf(client, "POST"));
    }
  }

  @Test
  void choosesAtRandomByASeed() {
    List<Integer> first = randomStatuses();
    assertEquals(first, randomStatuses());
    long bad = first.stream().filter(status -> status == 500).count();
    assertTrue(bad > 30 && bad < 90, "500s of 200 at 30%: " + bad);
  }

  private static List<Integer> randomStatuses() {
    try (RawOrigin origin = RawOrigin.start(Behaviors.sometimes(0.3, 42, BAD, OK));
        RawClient client = RawClient.connect(origin.port())) {
      return IntStream.range(0, 200).map(i -> statusOf(client, "GET")).boxed().toList();
    }
  }

  @Test
  void flapsByTheClock() {
    AtomicLong clock = new AtomicLong(-5);
    Behavior flapping = Behaviors.flapping(Duration.ofNanos(10), clock::get, OK, BAD);
    try (RawOrigin origin = RawOrigin.start(flapping);
        RawClient client = RawClient.connect(origin.port())) {
      int[] statuses =
          IntStream.range(0, 6)
              .map(i -> {
                int status = statusOf(client, "GET");
                clock.addAndGet(5);
                return status;
              })
              .toArray();
      assertEquals("200 200 500 500 200 200", joined(statuses));
    }
  }

  @Test
  void takesTurnsAndStaysWithTheLast() {
    try (RawOrigin origin = RawOrigin.start(Behaviors.inTurn(BAD, Answer.status(503), OK));
        RawClient client = RawClient.connect(origin.port())) {
      int[] statuses = IntStream.range(0, 5).map(i -> statusOf(client, "GET")).toArray();
      assertEquals("500 503 200 200 200", joined(statuses));
    }
  }

  @Test
  void changesFromTheSecondRequestOfAConnection() {
    try (RawOrigin origin = RawOrigin.start(Behaviors.onReuse(OK, BAD))) {
      for (int i = 0; i < 2; i++) {
        try (RawClient client = RawClient.connect(origin.port())) {
          assertEquals(200, statusOf(client, "GET"));
          assertEquals(500, statusOf(client, "GET"));
          assertEquals(500, statusOf(client, "GET"));
        }
      }
    }
  }

  @Test
  void answersSlowlyAfterCountingTheRequest() {
    Duration delay = Duration.ofMillis(200);
    try (RawOrigin origin = RawOrigin.start(Behaviors.slow(delay, OK));
        RawClient client = RawClient.connect(origin.port())) {
      long start = System.nanoTime();
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      origin.awaitRequests(1, SOON);
      assertEquals(200, client.readResponse().status());
      assertTrue(System.nanoTime() - start >= delay.toNanos());
    }
  }

  @Test
  void informsBeforeTheAnswer() {
    Behavior behavior =
        Behaviors.informing(
            102, List.of(), Behaviors.informing(103, List.of("Link: </a>; rel=preload"), OK));
    try (RawOrigin origin = RawOrigin.start(behavior);
        RawClient client = RawClient.connect(origin.port())) {
      RawResponse response = client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readResponse();
      assertEquals(
          List.of(102, 103), response.interim().stream().map(RawResponse::status).toList());
      assertEquals("</a>; rel=preload", response.interim().get(1).header("link"));
      assertEquals("hello", response.text());
    }
  }

  @Test
  void switchesToAnotherProtocol() {
    try (RawOrigin origin = RawOrigin.start(Behaviors.switching("mirror"));
        RawClient client = RawClient.connect(origin.port())) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: mirror\r\n\r\n");
      RawResponse response = client.readResponse();
      assertEquals(101, response.status());
      assertEquals("mirror", response.header("Upgrade"));
      assertEquals("abc", new String(client.send("abc").readBytes(3), StandardCharsets.UTF_8));
      assertEquals(Ending.FIN, client.halfClose().awaitClosed(SOON));
    }
  }

  @Test
  void closesWithoutAnnouncement() {
    try (RawOrigin origin = RawOrigin.start(Behaviors.thenClose(OK));
        RawClient client = RawClient.connect(origin.port())) {
      RawResponse response = client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readResponse();
      assertEquals("", response.header("Connection"));
      assertEquals(Ending.FIN, client.awaitClosed(SOON));
    }
  }

  @Test
  void closesAnIdleConnection() {
    Duration idle = Duration.ofMillis(100);
    try (RawOrigin origin = RawOrigin.start(Behaviors.thenCloseAfter(idle, OK));
        RawClient client = RawClient.connect(origin.port())) {
      long start = System.nanoTime();
      assertEquals(200, statusOf(client, "GET"));
      assertEquals(Ending.FIN, client.awaitClosed(SOON));
      assertTrue(System.nanoTime() - start >= idle.toNanos());
    }
  }

  private static int statusOf(RawClient client, String method) {
    return client
        .send(method + " / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        .readResponse()
        .status();
  }

  private static String joined(int[] statuses) {
    return String.join(" ", IntStream.of(statuses).mapToObj(Integer::toString).toList());
  }
}
