package dev.banyan.server.exchange;

import static dev.banyan.server.exchange.AttemptClock.CONTINUE_NANOS;
import static dev.banyan.server.exchange.AttemptClock.LATE_NANOS;
import static dev.banyan.server.exchange.AttemptClock.STALL_NANOS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.exchange.AttemptClock.Ring;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptClockTest {
  private static final long TIMEOUT = 400;
  private static final long SLOW = 200;
  private static final long STREAM_IDLE = 1_000;

  private final ManualTime time = new ManualTime();
  private final RecordedStream stream = new RecordedStream();
  private final List<String> rings = new ArrayList<>();
  private final long begin = time.nanos();
  private boolean blocked;
  private AttemptClock clock = clock(SLOW, STREAM_IDLE);

  private AttemptClock clock(long slow, long streamIdle) {
    ManualTime.ManualAlarm alarm = time.alarm(this::ring);
    AttemptClock made = new AttemptClock(time, alarm, TIMEOUT, slow, streamIdle);
    return made;
  }

  private void ring() {
    Ring ring = clock.ring(blocked);
    if (ring != Ring.NOTHING) {
      rings.add(ring + " at " + (time.nanos() - begin));
    }
    if (ring == Ring.TIMEOUT || ring == Ring.STREAM_IDLE) {
      clock.stop();
    }
  }

  @Test
  void aHeadIsAwaitedFromTheLastByteOfTheRequest() {
    clock.sending(stream, false);
    time.pass(1_000);
    clock.written();
    time.pass(10_000);

    assertEquals(List.of("CLIENT_SLOW at 400", "SLOW at 1200", "TIMEOUT at 1400"), rings);
  }

  @Test
  void aHeadInTimeEndsTheWaitAndTellsHowLongItTook() {
    clock.sending(stream, false);
    clock.written();
    time.pass(199);

    assertEquals(199, clock.waitedNanos());
    assertEquals(199, clock.head());
    assertEquals(0, clock.waitedNanos());
    assertEquals(List.of(), rings);
  }

  @Test
  void aPauseOfTheLoopIsNotTheBackends() {
    clock.sending(stream, false);
    time.standStill(1_000);
    clock.written();
    time.pass(100);
    time.standStill(5_000);
    assertEquals(100, clock.waitedNanos());
    time.pass(50);

    assertEquals(150, clock.head());
    assertEquals(List.of(), rings);
  }

  @Test
  void aBackendThatIsSlowBesideAPauseOfTheLoopIsSlowAndTimedOut() {
    clock.sending(stream, false);
    clock.written();
    time.pass(100);
    time.standStill(5_000);
    time.pass(150);
    time.standStill(300);
    time.pass(10_000);

    assertEquals(List.of("SLOW at 5200", "TIMEOUT at 5700"), rings);
  }

  @Test
  void aPauseOfTheLoopIsNoPauseOfTheAnswer() {
    clock.sending(stream, false);
    clock.written();
    clock.head();
    time.pass(500);
    time.standStill(10_000);
    time.pass(499);
    assertEquals(List.of("SETTLED at 400"), rings);

    time.pass(1);
    assertEquals(List.of("SETTLED at 400", "STREAM_IDLE at 11000"), rings);
  }

  @Test
  void aPauseOfTheLoopDoesNotTimeOutABodyThatIsHeld() {
    stream.pending = 10;
    clock.sending(stream, false);
    time.pass(200);
    time.standStill(10_000);
    time.pass(200);
    assertEquals(List.of(), rings);

    time.pass(200);
    assertEquals(List.of("TIMEOUT at 10500"), rings);
  }

  @Test
  void aHeadBeforeTheEndOfTheRequestTookNoTime() {
    clock.sending(stream, false);
    time.pass(300);

    assertEquals(0, clock.head());
  }

  @Test
  void aSlowClientIsNeverTimedOutAndTakenForSlowOnce() {
    clock.sending(stream, false);
    time.pass(1_000_000);

    assertEquals(List.of("CLIENT_SLOW at 400"), rings);
  }

  @Test
  void aClientThatSendsAByteNowAndThenIsSlowNoLater() {
    clock.sending(stream, false);
    for (int i = 0; i < 399; i++) {
      time.pass(1);
      stream.taken++;
    }
    assertEquals(List.of(), rings);

    time.pass(1);
    assertEquals(List.of("CLIENT_SLOW at 400"), rings);
  }

  @Test
  void theTimeThatABodyIsHeldIsNotTheClients() {
    clock.sending(stream, false);
    time.pass(200);
    stream.pending = 10;
    time.pass(399);
    stream.pending = 0;
    time.pass(100);

    assertEquals(List.of(), rings);
  }

  @Test
  void theClientIsAwaitedOnceItsBodyIsLaterThanAPacket() {
    clock.sending(stream, false);
    assertFalse(clock.awaitsClient(false));
    time.pass(LATE_NANOS);

    assertTrue(clock.awaitsClient(false));
    assertFalse(clock.awaitsClient(true), "though bytes are held");
    clock.written();
    assertFalse(clock.awaitsClient(false), "though all is sent");
  }

  @Test
  void theClientIsNotAwaitedWhileItAwaitsA100() {
    clock.sending(stream, true);
    time.pass(LATE_NANOS);
    assertFalse(clock.awaitsClient(false));

    time.pass(CONTINUE_NANOS - LATE_NANOS);
    assertTrue(clock.awaitsClient(false));
  }

  @Test
  void theClientIsAwaitedBehindAnAnswerThatCameEarly() {
    clock.sending(stream, false);
    time.pass(LATE_NANOS);
    clock.head();

    assertTrue(clock.awaitsClient(false));
  }

  @Test
  void aClientThatTakesNothingForASecondHasStalled() {
    clock.sending(stream, false);
    clock.written();
    clock.head();
    time.pass(STALL_NANOS - 1);
    clock.wanted();
    assertFalse(clock.stalled());
    time.pass(STALL_NANOS);
    clock.wanted();

    assertTrue(clock.stalled());
  }

  @Test
  void aBackendThatTakesNothingIsTimedOut() {
    stream.pending = 10;
    clock.sending(stream, false);
    time.pass(100_000);

    assertEquals(List.of("TIMEOUT at 500"), rings);
  }

  @Test
  void aBackendThatTakesAByteNowAndThenIsNotTimedOut() {
    stream.pending = 10;
    clock.sending(stream, false);
    for (int i = 0; i < 100; i++) {
      time.pass(390);
      stream.taken++;
    }

    assertEquals(List.of("CLIENT_SLOW at 1600"), rings);
  }

  @Test
  void timeoutOfAHeldBodyRunsFromWhenItIsHeldNotFromThePollBefore() {
    clock.sending(stream, false);
    time.pass(195);
    stream.pending = 10;
    time.pass(399);

    assertEquals(List.of(), rings);

    time.pass(101);

    assertEquals(List.of("TIMEOUT at 600"), rings);
  }

  @Test
  void aBackendThatGivesNo100IsNotTimedOutButTheClientAskedAfterASecond() {
    clock.sending(stream, true);
    time.pass(CONTINUE_NANOS + 3 * TIMEOUT / 4);

    assertEquals(List.of("CONTINUE at " + CONTINUE_NANOS), rings);
  }

  @Test
  void aBackendThatDoesNotTakeTheHeadIsTimedOutThoughA100IsAwaited() {
    stream.pending = 10;
    clock.sending(stream, true);
    time.pass(100_000);

    assertEquals(List.of("TIMEOUT at 500"), rings);
  }

  @Test
  void theTimeUntilA100IsNotAddedToTheTimeThatABodyIsHeld() {
    clock.sending(stream, true);
    time.pass(350);
    clock.continued();
    stream.pending = 10;
    time.pass(399);

    assertEquals(List.of(), rings);
  }

  @Test
  void slowCallAboveTimeoutDoesNotPutTheTimeoutOff() {
    clock = clock(TIMEOUT + 100, STREAM_IDLE);
    clock.sending(stream, false);
    clock.written();
    time.pass(10_000);

    assertEquals(List.of("TIMEOUT at 400"), rings);
  }

  @Test
  void legacyHasNoSlowCalls() {
    clock = clock(0, STREAM_IDLE);
    clock.sending(stream, false);
    clock.written();
    time.pass(10_000);

    assertEquals(List.of("TIMEOUT at 400"), rings);
  }

  @Test
  void anAnswerThatStreamsOnSettlesOnceAfterTheTimeout() {
    clock.sending(stream, false);
    clock.written();
    clock.head();
    for (int i = 0; i < 20; i++) {
      time.pass(300);
      clock.piece();
    }

    assertEquals(List.of("SETTLED at 400"), rings);
  }

  @Test
  void settlingIsNotPutOffByAShorterStreamIdle() {
    clock = clock(SLOW, 150);
    clock.sending(stream, false);
    clock.written();
    clock.head();
    for (int i = 0; i < 8; i++) {
      time.pass(100);
      clock.piece();
    }

    assertEquals(List.of("SETTLED at 400"), rings);
  }

  @Test
  void settlingDoesNotProlongThePatienceWithAPause() {
    clock.sending(stream, false);
    clock.written();
    clock.head();
    time.pass(100_000);

    assertEquals(List.of("SETTLED at 400", "STREAM_IDLE at 1000"), rings);
  }

  @Test
  void aPauseIsNotTheBackendsWhileNobodyTakesTheAnswer() {
    clock.sending(stream, false);
    clock.written();
    clock.head();
    blocked = true;
    time.pass(100_000);

    assertEquals(List.of("SETTLED at 400"), rings);
  }

  @Test
  void aPauseIsCountedAnewOnceTheAnswerIsTakenAgain() {
    clock.sending(stream, false);
    clock.written();
    clock.head();
    time.pass(900);
    blocked = true;
    time.pass(890);
    blocked = false;
    clock.wanted();
    time.pass(990);

    assertEquals(List.of("SETTLED at 400"), rings);
  }

  @Test
  void aPauseIsMeasuredFromTheLastPieceOn() {
    clock.sending(stream, false);
    clock.written();
    clock.head();
    time.pass(950);
    clock.piece();
    time.pass(100_000);

    assertEquals(List.of("SETTLED at 400", "STREAM_IDLE at 1950"), rings);
  }

  @Test
  void aStoppedClockRingsNoMore() {
    ManualTime.ManualAlarm alarm = time.alarm(this::ring);
    clock = new AttemptClock(time, alarm, TIMEOUT, SLOW, STREAM_IDLE);
    clock.sending(stream, false);
    clock.written();
    clock.stop();

    assertFalse(alarm.isSet());
    assertEquals(Ring.NOTHING, clock.ring(false));
    assertEquals(0, clock.waitedNanos());
  }
}
