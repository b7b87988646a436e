package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Timers;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NextRequestTest {
  private static final int TURN = 4;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Queue<Runnable> alarms = new ArrayDeque<>();
  private int wentOn;
  private final NextRequest next = new NextRequest(new Turns(new Clock()), () -> wentOn++);

  /** A clock that stands still; its alarms ring when a test says so. */
  private final class Clock implements Timers {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public Alarm alarm(Runnable action) {
      return new Alarm() {
        @Override
        public void at(long nanos) {
          alarms.add(action);
        }

        @Override
        public void clear() {
          alarms.clear();
        }
      };
    }
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void beginAll(int count) {
    for (int i = 0; i < count; i++) {
      assertFalse(next.mustWait(channel, true), "request " + i);
      next.begun();
    }
  }

  @Test
  void othersHaveTheirTurnBehindFour() {
    beginAll(TURN);
    assertTrue(next.mustWait(channel, true));
    assertTrue(next.mustWait(channel, true) && next.waits());
    assertEquals(1, alarms.size(), "one turn is asked for");
    alarms.remove().run();

    assertEquals(1, wentOn);
    beginAll(TURN);
    assertTrue(next.mustWait(channel, true));
  }

  @Test
  void oneThatWasNotSentAheadNeverWaitsForItsTurn() {
    beginAll(TURN);
    assertFalse(next.mustWait(channel, false));
    next.turnOver();
    beginAll(TURN);

    assertEquals(0, alarms.size());
  }

  @Test
  void aTurnThatComesLateWakesNobody() {
    beginAll(TURN);
    assertTrue(next.mustWait(channel, true));
    next.turnOver();
    assertFalse(next.mustWait(channel, true));
    alarms.remove().run();

    assertEquals(0, wentOn);
  }

  @Test
  void itWaitsWhileTheClientTakesNothing() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
    channel.write(channel.alloc().buffer().writeZero(10));
    assertTrue(next.mustWait(channel, true));
    assertTrue(next.waits());
    assertEquals(0, alarms.size(), "the channel tells when it goes on");
    channel.flush();

    assertFalse(next.mustWait(channel, true));
    assertFalse(next.waits());
  }
}
