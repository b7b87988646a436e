package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What counts as cut when all connections are ended at once. */
@Timeout(120)
class CutTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  /** More than the system takes for a client that reads nothing. */
  private static final int LARGE = 16 << 20;

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
  void anAnswerThatItsClientHasNotTakenYet() throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> answerAtStart(owner, LARGE));
        RawClient client = bench.smallClient()) {
      client.send(GET);
      bench.owner(0).await("start");

      assertEquals(1, bench.cut());
    }
  }

  @Test
  void notAnAnswerThatIsOnItsWay() throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> answerAtStart(owner, 10));
        RawClient client = bench.client()) {
      client.send(GET);
      assertEquals(10, client.readResponse().body().length());

      assertEquals(0, bench.cut());
    }
  }

  @Test
  void aRequestThatNobodyHasAnswered() throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> {});
        RawClient client = bench.client()) {
      client.send(GET);
      bench.owner(0).await("start");

      assertEquals(1, bench.cut());
      assertEquals(502, client.readResponse().status(), "the owner's word");
    }
  }

  @Test
  void notAConnectionThatIsUnused() throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> answerAtStart(owner, 10));
        RawClient client = bench.client();
        RawClient other = bench.client()) {
      assertEquals(200, client.send(GET).readResponse().status());

      assertEquals(0, bench.cut());
      assertEquals(0, other.readUntilClose().bytes().length());
    }
  }

  private static void answerAtStart(ClientOwner owner, int bytes) {
    owner.on(
        "start",
        () -> {
          owner.head(BodyFraming.CHUNKED);
          owner.body(bytes);
          owner.end();
        });
  }
}
