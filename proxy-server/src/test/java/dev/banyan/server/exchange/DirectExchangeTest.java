package dev.banyan.server.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.FixedResponse;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.telemetry.ExchangeRecord;
import dev.banyan.server.transport.Alarm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An answer of Banyan's own, whatever becomes of the request's body. */
class DirectExchangeTest {
  private static final int LONGEST = 64 << 10;

  private final ManualTime time = new ManualTime();
  private final List<String> client = new ArrayList<>();
  private final List<ExchangeRecord> records = new ArrayList<>();
  private long bodyLimit = 1 << 20;

  private @Nullable DirectExchange open(String fields) {
    byte[] bytes =
        ("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n").getBytes(StandardCharsets.US_ASCII);
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    RequestHead head = Objects.requireNonNull(parser.parseRequest(bytes, bytes.length));
    ExchangeRecord record = new ExchangeRecord(head, "127.0.0.1", Passages.ID, time.nanos());
    ExchangeContext context = new ExchangeContext(time, new ReplayBudget(0), records::add);
    return DirectExchange.open(
        context, FixedResponse.of(410), bodyLimit, head, Passages.of(head), new Client(), record);
  }

  private DirectExchange started(String fields) {
    DirectExchange exchange = Objects.requireNonNull(open(fields));
    exchange.start();
    return exchange;
  }

  private static ByteBuf piece(int bytes) {
    return Unpooled.wrappedBuffer(new byte[bytes]);
  }

  private void assertEnded(int status, long bytes) {
    assertEquals(1, records.size());
    assertEquals(status, records.get(0).status());
    assertEquals(bytes, records.get(0).requestBytes());
    assertNull(records.get(0).last(), "no attempt");
  }

  @Test
  void aRequestWithoutABodyIsAnsweredAtOnce() {
    assertNull(open(""));
    assertEquals(List.of("own 410"), client);
    assertEnded(410, 0);
  }

  @Test
  void aShortBodyIsReadFirst() {
    DirectExchange exchange = started("Content-Length: 5\r\n");
    assertEquals(List.of("demand"), client);
    exchange.requestBody(piece(5));
    exchange.requestEnd(Trailers.NONE);
    assertEquals(List.of("demand", "own 410"), client);
    assertEnded(410, 5);
  }

  @Test
  void aLongBodyIsNotAwaited() {
    assertNull(open("Content-Length: " + (LONGEST + 1) + "\r\n"));
    assertEquals(List.of("own 410"), client);
    assertEnded(410, 0);
  }

  @Test
  void aBodyThatTurnsOutLongIsNotAwaitedFurther() {
    DirectExchange exchange = started("Transfer-Encoding: chunked\r\n");
    exchange.requestBody(piece(LONGEST));
    assertEquals(List.of("demand"), client);
    exchange.requestBody(piece(1));
    assertEquals(List.of("demand", "own 410"), client);
    exchange.requestBody(piece(1));
    exchange.requestEnd(Trailers.NONE);
    assertEquals(List.of("demand", "own 410"), client);
    assertEquals(1, records.size());
  }

  @Test
  void theBoundOfTheRouteCountsForChunksToo() {
    bodyLimit = 10;
    DirectExchange exchange = started("Transfer-Encoding: chunked\r\n");
    exchange.requestBody(piece(10));
    exchange.requestBody(piece(1));
    assertEquals(List.of("demand", "own 413"), client);
    assertEnded(413, 11);
    assertEquals("body-too-large", records.get(0).refused());
  }

  @Test
  void aClientThatAwaitsA100IsAnsweredInstead() {
    assertNull(open("Content-Length: 5\r\nExpect: 100-continue\r\n"));
    assertEquals(List.of("own 410"), client);
  }

  @Test
  void aRefusalTakesThePlaceOfTheAnswer() {
    DirectExchange exchange = started("Content-Length: 5\r\n");
    exchange.requestBody(piece(2));
    exchange.refuse(503, "draining");
    exchange.refuse(408, "client-too-slow");
    assertEquals(List.of("demand", "own 503"), client);
    assertEnded(503, 2);
    assertEquals("draining", records.get(0).refused());
  }

  @Test
  void aClientThatLeavesIsNotAnswered() {
    DirectExchange exchange = started("Content-Length: 5\r\n");
    exchange.requestBody(piece(2));
    exchange.clientGone();
    assertEquals(List.of("demand"), client);
    assertEnded(ExchangeRecord.CLIENT_LEFT, 2);
    assertTrue(records.get(0).clientLeft());
  }

  private final class Client implements ClientStream {
    @Override
    public boolean requestAtHand() {
      return true;
    }

    @Override
    public ClientSession session() {
      throw new AssertionError("no backend is asked");
    }

    @Override
    public Alarm alarm() {
      throw new AssertionError("no alarm is needed");
    }

    @Override
    public void sendInformational(ResponseHead head) {
      client.add("interim");
    }

    @Override
    public void sendHead(ResponseHead head, HeaderEdits edits, BodyFraming framing) {
      client.add("head");
    }

    @Override
    public void respond(OwnAnswer answer, HeaderEdits edits) {
      client.add("own " + answer.status());
    }

    @Override
    public void truncate() {
      client.add("truncate");
    }

    @Override
    public void sendBody(ByteBuf piece) {
      piece.release();
      client.add("body");
    }

    @Override
    public void endBody(Trailers trailers) {
      client.add("end");
    }

    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public void demandBody(boolean wanted) {
      client.add("demand");
    }
  }
}
