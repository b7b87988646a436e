package dev.banyan.server.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawOrigin;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pool knows of its connections. */
class LoopPoolTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  private static final Duration SOON = Duration.ofSeconds(20);

  private final EventLoops loops = EventLoops.start(1);
  private final RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
  private final BackendBench bench = new BackendBench(loops, origin.port());

  @AfterEach
  void stop() {
    bench.close();
    loops.stop().awaitUninterruptibly();
    origin.close();
  }

  @Test
  void aConnectionThatNobodyWaitsForAnyMoreIsNoLoad() {
    for (int round = 0; round < 3; round++) {
      bench.askAndCancel(bench.owner(GET));
      bench.awaitIdle(1);
      Await.until("accepted", SOON, () -> origin.connectionsOpen() == 1);
      origin.closeConnections();
      bench.awaitConnections(0);
      bench.awaitIdle(0);
      assertEquals(0, bench.load());
    }
  }

  @Test
  void loadIsWhatRuns() {
    BackendOwner owner = bench.owner(GET);
    owner.waitAtHead();
    bench.ask(owner, BackendPort.ANY_IDLE);
    owner.awaitHead();
    assertEquals(1, bench.load());
    bench.run(owner::demand);
    owner.awaitEnd();
    assertEquals(0, bench.load());
    bench.awaitIdle(1);
  }
}
