package dev.banyan.server.exchange;

import static dev.banyan.server.exchange.ScriptedExchange.STREAM_IDLE;
import static dev.banyan.server.exchange.ScriptedExchange.TIMEOUT;
import static dev.banyan.server.exchange.ScriptedExchange.response;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.backend.LeaseListener;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Single turns of an exchange; all others are the simulator's. */
class ExchangeTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String EXPECTING_POST =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
  private static final String EXPECTING_GET = EXPECTING_POST.replace("POST", "GET");
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n";

  @Test
  void aLeaseThatFollowsOneThatFailedAtOnceIsCancelledWhenTheClientLeaves() {
    ScriptedExchange scripted = new ScriptedExchange(GET);
    List<String> cancelled = new ArrayList<>();
    scripted.leases.add(listener -> {
      listener.leaseFailed(FailureKind.CONNECT_FAILED);
      return null;
    });
    scripted.leases.add(listener -> () -> cancelled.add("second"));
    scripted.exchange.start();
    scripted.exchange.clientGone();

    assertEquals(List.of("second"), cancelled);
  }

  @Test
  void timeoutDoesNotRunWhileASideIsConnectedToAnew() {
    ScriptedExchange scripted = new ScriptedExchange(GET);
    RecordedStream stale = scripted.granted();
    LeaseListener[] waiting = new LeaseListener[1];
    scripted.leases.add(listener -> {
      waiting[0] = listener;
      return () -> scripted.client.add("lease cancelled");
    });
    scripted.exchange.start();
    stale.listener.requestWritten();
    scripted.time.pass(TIMEOUT - 1);
    stale.listener.backendFailed(FailureKind.STALE_CONNECTION);
    scripted.time.pass(TIMEOUT - 1);

    assertEquals(List.of(), scripted.client);
    assertTrue(stale.calls.equals(List.of("head", "flush")), stale.calls::toString);

    RecordedStream fresh = new RecordedStream();
    waiting[0].leased(fresh);
    fresh.listener.requestWritten();
    scripted.time.pass(TIMEOUT - 1);
    fresh.listener.responseHead(response(OK), BodyFraming.fixed(9));

    assertEquals(List.of("head 200"), scripted.client);
    scripted.exchange.clientGone();
  }

  @Test
  void aStreamThatHasEndedIsNotTouchedWhenTheClientTakesMoreAgain() {
    ScriptedExchange scripted = new ScriptedExchange(GET);
    RecordedStream stream = scripted.granted();
    scripted.exchange.start();
    stream.listener.requestWritten();
    stream.listener.responseHead(response(OK), BodyFraming.fixed(9));
    scripted.clientWritable = false;
    stream.listener.responseBody(Unpooled.wrappedBuffer(new byte[9]));
    stream.listener.responseEnd(Trailers.NONE);
    List<String> calls = List.copyOf(stream.calls);
    scripted.clientWritable = true;
    scripted.exchange.clientWritable();

    assertEquals(calls, stream.calls);
    assertEquals(1, scripted.records.size());
  }

  @Test
  void anInterimAnswerOtherThan100DoesNotEndTheWaitForOne() {
    ScriptedExchange scripted = new ScriptedExchange(EXPECTING_POST);
    RecordedStream stream = scripted.granted();
    scripted.exchange.start();
    stream.listener.informational(response("HTTP/1.1 103 Early Hints\r\n\r\n"));
    scripted.time.pass(AttemptClock.CONTINUE_NANOS);
    assertEquals(List.of("interim 103", "interim 100"), scripted.client);

    stream.listener.informational(response("HTTP/1.1 100 Continue\r\n\r\n"));
    scripted.time.pass(10 * TIMEOUT);
    assertEquals(List.of("interim 103", "interim 100"), scripted.client);
    scripted.exchange.clientGone();
  }

  @Test
  void aSideThatClosesWhileTheClientIsWaitedForIsNotToBlameAndTheClientHearsSo() {
    ScriptedExchange scripted = new ScriptedExchange(EXPECTING_POST.replace("Expect", "X"));
    RecordedStream stream = scripted.granted();
    scripted.exchange.start();
    scripted.time.pass(AttemptClock.LATE_NANOS);

    assertTrue(stream.listener.backendClosing(false));
    stream.listener.backendFailed(FailureKind.CLOSED);
    assertEquals(List.of("own 408"), scripted.client);
    assertTrue(scripted.records.get(0).last().excused());
  }

  @Test
  void whatTheClientDidToOneConnectionExcusesNoFailureOfTheNext() {
    ScriptedExchange scripted =
        new ScriptedExchange("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n");
    RecordedStream stale = scripted.granted();
    scripted.leases.add(listener -> {
      listener.leaseFailed(FailureKind.POOL_FULL);
      return null;
    });
    RecordedStream legacy = scripted.granted();
    scripted.exchange.start();
    scripted.time.pass(AttemptClock.LATE_NANOS);
    assertTrue(stale.listener.backendClosing(false));
    stale.listener.backendFailed(FailureKind.STALE_CONNECTION);

    assertEquals("head", legacy.calls.get(0));
    scripted.exchange.clientGone();
    assertFalse(scripted.records.get(0).first().excused());
  }

  @Test
  void aSideThatClosesWhileBytesAreHeldForItHasFailed() {
    ScriptedExchange scripted = new ScriptedExchange(EXPECTING_POST.replace("Expect", "X"));
    RecordedStream stream = scripted.granted();
    scripted.exchange.start();
    scripted.time.pass(AttemptClock.LATE_NANOS);

    assertFalse(stream.listener.backendClosing(true));
    stream.listener.backendFailed(FailureKind.CLOSED);
    assertEquals(List.of("own 502"), scripted.client);
    assertFalse(scripted.records.get(0).last().excused());
  }

  @Test
  void noSideIsAskedForA100ThatTheClientDoesNotAwait() {
    ScriptedExchange scripted = new ScriptedExchange(EXPECTING_GET);
    RecordedStream stale = scripted.granted();
    RecordedStream fresh = scripted.granted();
    scripted.exchange.start();
    scripted.exchange.requestBody(Unpooled.copiedBuffer("a", ISO_8859_1));
    stale.listener.backendFailed(FailureKind.STALE_CONNECTION);
    scripted.time.pass(10 * TIMEOUT);

    assertEquals("head expecting", stale.calls.get(0));
    assertEquals(List.of("head", "body a", "flush"), fresh.calls);
    assertEquals(List.of(), scripted.client);
    scripted.exchange.clientGone();
  }

  @Test
  void aPauseOfTheClientIsNotCountedAgainstTheBackend() {
    ScriptedExchange scripted = new ScriptedExchange(GET);
    RecordedStream stream = scripted.granted();
    scripted.exchange.start();
    stream.listener.requestWritten();
    stream.listener.responseHead(response(OK), BodyFraming.fixed(9));
    scripted.clientWritable = false;
    stream.listener.responseBody(Unpooled.wrappedBuffer(new byte[1]));
    scripted.time.pass(2 * STREAM_IDLE - 10);
    scripted.clientWritable = true;
    scripted.exchange.clientWritable();
    scripted.time.pass(STREAM_IDLE - 20);

    assertEquals(List.of("head 200", "body \0"), scripted.client);
    scripted.exchange.clientGone();
  }

  @Test
  void aStreamIsNotFlushedIfTheFirstPieceLedToARefusal() {
    ScriptedExchange scripted = new ScriptedExchange(EXPECTING_POST);
    RecordedStream stream = scripted.granted();
    scripted.onDemand = () -> scripted.exchange.refuse(413, "body-too-large");
    scripted.exchange.start();

    assertEquals(List.of("head expecting", "cancel"), stream.calls);
    assertEquals(List.of("own 413"), scripted.client);
    assertEquals("body-too-large", scripted.records.get(0).refused());
  }
}
