package dev.banyan.core.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.resilience.FailureKind.Stage;
import dev.banyan.core.split.Side;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of the fallback table, and what no row may say. */
class FallbackPolicyTest {
  private static final Facts GET = new Facts();
  private static final Facts POST = GET.read(false);
  private static final Facts KEYED_POST = POST.replayAllowed(true);

  @ParameterizedTest
  @CsvSource({
    // what happened at new, safe method, other method, other method that may be replayed
    "BREAKER_OPEN,     LEGACY, LEGACY,  LEGACY",
    "IN_FLIGHT_FULL,   LEGACY, LEGACY,  LEGACY",
    "POOL_FULL,        LEGACY, LEGACY,  LEGACY",
    "PENDING_TIMEOUT,  LEGACY, LEGACY,  LEGACY",
    "NO_ENDPOINT,      LEGACY, LEGACY,  LEGACY",
    "CONNECT_FAILED,   LEGACY, LEGACY,  LEGACY",
    "CONNECT_TIMEOUT,  LEGACY, LEGACY,  LEGACY",
    "TLS_FAILED,       LEGACY, LEGACY,  LEGACY",
    "STALE_CONNECTION, LEGACY, FAIL,    LEGACY",
    "TIMEOUT,          LEGACY, FAIL,    LEGACY",
    "RESET,            LEGACY, FAIL,    LEGACY",
    "CLOSED,           LEGACY, FAIL,    LEGACY",
    "INVALID_ANSWER,   LEGACY, FAIL,    LEGACY",
    "STATUS,           LEGACY, DELIVER, LEGACY",
  })
  void atNew(FailureKind kind, Verdict safe, Verdict other, Verdict replayable) {
    assertEquals(safe, FallbackPolicy.next(kind, GET.freshTried(true)), "safe method");
    assertEquals(other, FallbackPolicy.next(kind, POST), "other method");
    assertEquals(replayable, FallbackPolicy.next(kind, KEYED_POST), "other method, replay allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "BREAKER_OPEN,     FAIL,    503",
    "IN_FLIGHT_FULL,   FAIL,    503",
    "POOL_FULL,        FAIL,    503",
    "PENDING_TIMEOUT,  FAIL,    503",
    "NO_ENDPOINT,      FAIL,    503",
    "CONNECT_FAILED,   FAIL,    503",
    "CONNECT_TIMEOUT,  FAIL,    503",
    "TLS_FAILED,       FAIL,    503",
    "STALE_CONNECTION, FAIL,    502",
    "RESET,            FAIL,    502",
    "CLOSED,           FAIL,    502",
    "INVALID_ANSWER,   FAIL,    502",
    "TIMEOUT,          FAIL,    504",
    "STATUS,           DELIVER, 502",
  })
  void withoutFallbackNewsFailuresAreDelivered(FailureKind kind, Verdict verdict, int status) {
    assertEquals(verdict, FallbackPolicy.next(kind, GET.freshTried(true).fallbackEnabled(false)));
    assertEquals(verdict, FallbackPolicy.next(kind, KEYED_POST.fallbackEnabled(false)));
    assertEquals(status, kind.status());
  }

  @ParameterizedTest
  @CsvSource({
    // safe method, times sent, status
    "true,  0, 503",
    "true,  2, 503",
    "false, 0, 503",
    "false, 1, 502",
  })
  void aStopTellsOnlyThoseToComeAgainWhoMay(boolean safe, int sends, int status) {
    assertEquals(status, FallbackPolicy.statusIfCut(GET.read(safe).sends(sends)));
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void whatLegacyAnswersIsFinal(FailureKind kind) {
    Verdict expected = kind == FailureKind.STATUS ? Verdict.DELIVER : Verdict.FAIL;

    assertEquals(expected, FallbackPolicy.next(kind, GET.side(Side.LEGACY).freshTried(true)));
    assertEquals(expected, FallbackPolicy.next(kind, KEYED_POST.side(Side.LEGACY)));
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void afterTheHeadWasDeliveredTheMessageIsTruncated(FailureKind kind) {
    assertEquals(Verdict.TRUNCATE, FallbackPolicy.next(kind, GET.committed(true)));
    assertEquals(Verdict.TRUNCATE, FallbackPolicy.next(kind, KEYED_POST.committed(true)));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aSafeRequestGoesOnceMoreWhenAReusedConnectionDied(Side side) {
    Facts stale = GET.side(side);

    assertEquals(
        Verdict.FRESH_CONNECTION, FallbackPolicy.next(FailureKind.STALE_CONNECTION, stale));
    assertEquals(
        Verdict.FRESH_CONNECTION,
        FallbackPolicy.next(FailureKind.STALE_CONNECTION, stale.sends(2)));
    assertNotFresh(stale.freshTried(true));
    assertNotFresh(stale.sends(FallbackPolicy.MAX_SENDS));
    assertNotFresh(stale.bodyReplayable(false));
    assertNotFresh(KEYED_POST.side(side));
  }

  private static void assertNotFresh(Facts facts) {
    Verdict next = FallbackPolicy.next(FailureKind.STALE_CONNECTION, facts);

    assertTrue(next == Verdict.FAIL || next == Verdict.LEGACY, facts + ": " + next);
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT_FAILED, NEW",
    "CONNECT_TIMEOUT, NEW",
    "TLS_FAILED, NEW",
    "CONNECT_FAILED, LEGACY"
  })
  void anyRequestGoesToAnotherEndpointWhenItWasProvablyNotProcessed(FailureKind kind, Side side) {
    for (Facts facts : Set.of(GET, POST, KEYED_POST)) {
      Facts left = facts.side(side).endpointsLeft(true);

      assertEquals(Verdict.ANOTHER_ENDPOINT, FallbackPolicy.next(kind, left));
      assertEquals(Verdict.ANOTHER_ENDPOINT, FallbackPolicy.next(kind, left.endpointsTried(2)));
      Verdict last = side == Side.NEW ? Verdict.LEGACY : Verdict.FAIL;
      assertEquals(last, FallbackPolicy.next(kind, left.endpointsTried(3)));
      assertEquals(last, FallbackPolicy.next(kind, left.endpointsLeft(false)));
      Facts sent = left.bodyReplayable(false);
      assertEquals(Verdict.FAIL, FallbackPolicy.next(kind, sent), "a part of the body is gone");
    }
  }

  @Test
  void noOtherFailureGoesToAnotherEndpoint() {
    for (FailureKind kind : FailureKind.values()) {
      if (kind.stage() != Stage.NOT_PROCESSED) {
        Verdict next = FallbackPolicy.next(kind, GET.endpointsLeft(true));

        assertTrue(next != Verdict.ANOTHER_ENDPOINT, kind + ": " + next);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"BODY_CUT"},
      mode = EnumSource.Mode.EXCLUDE)
  void aBodyThatIsNotKeptIsSentToNobodyElse(FailureKind kind) {
    Set<Verdict> ends = EnumSet.of(Verdict.FAIL, Verdict.DELIVER);

    assertTrue(ends.contains(FallbackPolicy.next(kind, GET.bodyReplayable(false))));
    assertTrue(ends.contains(FallbackPolicy.next(kind, KEYED_POST.bodyReplayable(false))));
  }

  @Test
  void noRequestIsSentMoreThanThreeTimes() {
    for (FailureKind kind : FailureKind.values()) {
      if (kind.stage() == Stage.SENT || kind.stage() == Stage.ANSWERED) {
        Verdict next = FallbackPolicy.next(kind, GET.sends(FallbackPolicy.MAX_SENDS));

        assertTrue(next == Verdict.FAIL || next == Verdict.DELIVER, kind + ": " + next);
      }
    }
  }

  /** A request to new on its first try, with nothing read of its body; the withers change that. */
  private record Facts(
      Side side,
      boolean read,
      boolean replayAllowed,
      boolean fallbackEnabled,
      boolean committed,
      boolean bodyReplayable,
      int endpointsTried,
      boolean endpointsLeft,
      int sends,
      boolean freshTried)
      implements ExchangeFacts {
    Facts() {
      this(Side.NEW, true, false, true, false, true, 1, false, 1, false);
    }

    Facts side(Side to) {
      return new Facts(
          to,
          read,
          replayAllowed,
          fallbackEnabled,
          committed,
          bodyReplayable,
          endpointsTried,
          endpointsLeft,
          sends,
          freshTried);
    }

    Facts read(boolean to) {
      return new Facts(
          side,
          to,
          replayAllowed,
          fallbackEnabled,
          committed,
          bodyReplayable,
          endpointsTried,
          endpointsLeft,
          sends,
          freshTried);
    }

    Facts replayAllowed(boolean to) {
      return new Facts(
          side,
          read,
          to,
          fallbackEnabled,
          committed,
          bodyReplayable,
          endpointsTried,
          endpointsLeft,
          sends,
          freshTried);
    }

    Facts fallbackEnabled(boolean to) {
      return new Facts(
          side,
          read,
          replayAllowed,
          to,
          committed,
          bodyReplayable,
          endpointsTried,
          endpointsLeft,
          sends,
          freshTried);
    }

    Facts committed(boolean to) {
      return new Facts(
          side,
          read,
          replayAllowed,
          fallbackEnabled,
          to,
          bodyReplayable,
          endpointsTried,
          endpointsLeft,
          sends,
          freshTried);
    }

    Facts bodyReplayable(boolean to) {
      return new Facts(
          side,
          read,
          replayAllowed,
          fallbackEnabled,
          committed,
          to,
          endpointsTried,
          endpointsLeft,
          sends,
          freshTried);
    }

    Facts endpointsTried(int to) {
      return new Facts(
          side,
          read,
          replayAllowed,
          fallbackEnabled,
          committed,
          bodyReplayable,
          to,
          endpointsLeft,
          sends,
          freshTried);
    }

    Facts endpointsLeft(boolean to) {
      return new Facts(
          side,
          read,
          replayAllowed,
          fallbackEnabled,
          committed,
          bodyReplayable,
          endpointsTried,
          to,
          sends,
          freshTried);
    }

    Facts sends(int to) {
      return new Facts(
          side,
          read,
          replayAllowed,
          fallbackEnabled,
          committed,
          bodyReplayable,
          endpointsTried,
          endpointsLeft,
          to,
          freshTried);
    }

    Facts freshTried(boolean to) {
      return new Facts(
          side,
          read,
          replayAllowed,
          fallbackEnabled,
          committed,
          bodyReplayable,
          endpointsTried,
          endpointsLeft,
          sends,
          to);
    }
  }
}
