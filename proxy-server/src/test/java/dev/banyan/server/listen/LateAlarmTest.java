package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody's time is over for a loop that stood still while it handled what it had read. */
@Timeout(120)
class LateAlarmTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long SHORT = 1_000_000;
  private static final long STILL = 50_000_000;

  private static EventLoops loops;

  private final AtomicBoolean held = new AtomicBoolean();
  private final AtomicBoolean sent = new AtomicBoolean();

  @BeforeAll
  static void start() {
    loops = EventLoops.start(1);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    loops.stop().await();
  }

  @Test
  void whatCameMeanwhileIsReadBeforeALateAlarmRings() throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> owner.demand(true));
        RawClient client = bench.client();
        RawClient other = bench.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n");
      ClientOwner timed = bench.owner(0);
      timed.await("start");
      bench.script(owner -> owner.on("start", () -> standStill(timed)));
      other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      Await.until("the loop stands still", SOON, held::get);
      client.send("ab");
      sent.set(true);
      timed.await("alarm");
      assertEquals(List.of("start", "body 2", "end", "alarm"), timed.events());
    }
  }

  /** Until after the alarm's time; a loop that handles what it has read can't read more. */
  private void standStill(ClientOwner timed) {
    long time = System.nanoTime() + SHORT;
    timed.alarm(time);
    held.set(true);
    while (!sent.get() || System.nanoTime() - time < STILL) {
      // Whatever waits, even Thread.onSpinWait, is told as a call that blocks a loop.
    }
  }
}
