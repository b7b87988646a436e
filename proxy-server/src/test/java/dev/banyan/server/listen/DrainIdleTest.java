package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which connections a stop finds unused: not those whose request has come and is not read yet. */
@Timeout(120)
class DrainIdleTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  private static EventLoops loops;

  @BeforeAll
  static void start() {
    loops = EventLoops.start(1);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    loops.stop().await();
  }

  @Test
  void aRequestThatWasNotReadWhenTheStopBeganIsAnswered() throws Exception {
    try (ClientBench bench = bench();
        RawClient client = bench.client()) {
      client.send(GET).readResponse();
      bench.whileHeld(() -> {
        client.send(GET);
        bench.drain();
      });
      assertLast(client.readResponse());
    }
  }

  @Test
  void aHeadOfWhichAPartWasNotReadWhenTheStopBeganIsAwaited() throws Exception {
    try (ClientBench bench = bench();
        RawClient client = bench.client();
        RawClient unused = bench.client()) {
      client.send(GET).readResponse();
      bench.whileHeld(() -> {
        client.send(GET.substring(0, 5));
        bench.drain();
      });
      assertEquals(0, unused.readUntilClose().bytes().length());
      client.send(GET.substring(5));
      assertLast(client.readResponse());
    }
  }

  @Test
  void whoSendsNothingIsClosed() throws Exception {
    try (ClientBench bench = bench();
        RawClient used = bench.client();
        RawClient unused = bench.client()) {
      used.send(GET).readResponse();
      bench.drain();
      assertEquals(0, used.readUntilClose().bytes().length());
      assertEquals(0, unused.readUntilClose().bytes().length());
    }
  }

  private static ClientBench bench() throws ListenException {
    return new ClientBench(
        loops,
        owner ->
            owner.on(
                "start",
                () -> {
                  owner.head(BodyFraming.CHUNKED);
                  owner.body(10);
                  owner.end();
                }));
  }

  private static void assertLast(RawResponse answer) {
    assertEquals(200, answer.status());
    assertEquals("close", answer.header("Connection"));
  }
}
