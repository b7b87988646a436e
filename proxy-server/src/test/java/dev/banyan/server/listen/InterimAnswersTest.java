package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Interim answers for a client that takes nothing: those that nobody waits for are left out. */
class InterimAnswersTest {
  private static final int TOO_MANY = 500;

  @Test
  void hintsThatWouldWaitInMemoryAreLeftOutAndAContinueIsNot() throws Exception {
    EventLoops loops = EventLoops.start(1);
    CountDownLatch full = new CountDownLatch(1);
    AtomicInteger hints = new AtomicInteger();
    try (ClientBench bench =
            new ClientBench(
                loops,
                owner ->
                    owner.on(
                        "start",
                        () -> {
                          hints.set(owner.interimsUntilFull());
                          for (int i = 0; i < TOO_MANY; i++) {
                            owner.interim(103);
                          }
                          owner.interim(100);
                          full.countDown();
                          owner.respond(200);
                        }));
        RawClient client = bench.smallClient()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
      full.await();
      RawResponse answer = client.readResponse();
      List<Integer> interim = answer.interim().stream().map(RawResponse::status).toList();

      assertEquals(200, answer.status());
      assertEquals(100, interim.get(interim.size() - 1));
      assertTrue(hints.get() > 0);
      assertEquals(hints.get() + 1, interim.size());
    } finally {
      loops.stop();
    }
  }
}
