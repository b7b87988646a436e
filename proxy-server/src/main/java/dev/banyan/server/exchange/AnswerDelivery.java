package dev.banyan.server.exchange;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.BackendAddresses;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.split.Side;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.telemetry.ExchangeRecord;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request's answer on its way to the client: the one place that writes to its stream, and that
 * knows what was written. Confined to its event loop.
 */
final class AnswerDelivery {
  private static final ResponseHead CONTINUE = continuing();

  private final ClientStream client;
  private final Passage passage;
  private final ExchangePlan plan;
  private final BackendAddresses addresses;
  private final ExchangeRecord record;
  private @Nullable BodyPump body;
  private @Nullable OwnAnswer failure;
  private HeaderEdits failureEdits = HeaderEdits.NONE;
  private boolean committed;
  private boolean continued;

  /** A delivery of nothing so far. */
  AnswerDelivery(
      ClientStream client,
      Passage passage,
      ExchangePlan plan,
      BackendAddresses addresses,
      ExchangeRecord record) {
    this.client = client;
    this.passage = passage;
    this.plan = plan;
    this.addresses = addresses;
    this.record = record;
  }

  private static ResponseHead continuing() {
    byte[] bytes = Ascii.bytes("HTTP/1.1 100 Continue\r\n\r\n");
    HeadParser parser = new HeadParser(new HeadLimits(bytes.length, bytes.length, 1));
    return Objects.requireNonNull(parser.parseResponse(bytes, bytes.length));
  }

  /** Whether a final head was sent. */
  boolean committed() {
    return committed;
  }

  /** Whether the client was sent a 100. */
  boolean continued() {
    return continued;
  }

  /**
   * Passes an interim answer on: of the 100s one, and only to a client that asked.
   *
   * @param expected whether the client asked for a 100
   */
  void interim(ResponseHead interim, boolean expected) {
    if (interim.status() == Attempt.STATUS_CONTINUE) {
      if (continued || !expected) {
        return;
      }
      continued = true;
    }
    client.sendInformational(interim);
  }

  /** Asks the client for its body, of which no side says that it wants it. */
  void proceed() {
    if (!continued) {
      continued = true;
      client.sendInformational(CONTINUE);
      client.flush();
    }
  }

  /** Sends the final head of a side's answer, and lets the body follow. */
  void head(ResponseHead answer, BodyFraming framing, Side side, BackendStream stream) {
    committed = true;
    record.answered(answer.status());
    BodyPump pump = new BodyPump(stream, null);
    body = pump;
    HeaderEdits.Builder edits = passage.response(answer, side, addresses);
    IssuedCookies.set(edits, plan.issue(), passage.secure(), answer, record);
    client.sendHead(answer, edits.build(), framing);
    pump.attach(client);
  }

  /** Sends a whole answer but for its end. */
  void whole(HeldAnswer answer) {
    committed = true;
    record.answered(answer.head().status());
    client.sendHead(answer.head(), answer.edits(), answer.framing());
    byte[] content = answer.body();
    if (content.length > 0) {
      record.sent(content.length);
      client.sendBody(Unpooled.wrappedBuffer(content));
    }
  }

  /** Sends a piece of the body; it is taken over. */
  void piece(ByteBuf piece) {
    BodyPump pump = body;
    if (pump == null) {
      piece.release();
      return;
    }
    record.sent(piece.readableBytes());
    pump.piece(piece);
  }

  /** Whether a body is on its way. */
  boolean streaming() {
    return body != null;
  }

  /** Whether the body stands still because the client takes nothing. */
  boolean blocked() {
    return body != null && !body.waitsForSource();
  }

  /** The client takes more again. */
  void clientWritable() {
    if (body != null) {
      body.sinkWritable();
    }
  }

  /** A good moment to flush. */
  void flush() {
    client.flush();
  }

  /** The answer is complete. */
  void end(Trailers trailers) {
    client.endBody(passage.trailers(trailers));
  }

  /** Makes ready what tells the client that a side failed. */
  void prepareFailure(int status) {
    HeaderEdits.Builder edits = passage.own();
    OwnAnswer error = passage.error(status);
    failure = IssuedCookies.set(edits, plan.issue(), passage.secure(), error, record);
    failureEdits = edits.build();
    record.answered(failure);
  }

  /** Answers with what was made ready; the exchange is over. */
  void failed() {
    client.respond(Objects.requireNonNull(failure), failureEdits);
  }

  /** Answers with an error because the request is refused; the exchange is over. */
  void refused(OwnAnswer answer) {
    client.respond(answer, passage.own().build());
  }

  /** Cuts the answer that was begun; the exchange is over. */
  void truncate() {
    client.truncate();
  }

  /** Takes nothing more from the side; what was begun may still be ended or cut. */
  void close() {
    if (body != null) {
      body.close();
      body = null;
    }
  }
}
