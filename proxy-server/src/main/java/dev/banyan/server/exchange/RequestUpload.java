package dev.banyan.server.exchange;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.telemetry.ExchangeRecord;
import io.netty.buffer.ByteBuf;

/**
 * The body of one request on its way to a backend: counted, bounded, and kept while legacy may have
 * to be sent it once more. Confined to its event loop.
 */
final class RequestUpload {
  private final RequestHead head;
  private final RoutePolicy policy;
  private final ExchangeRecord record;
  private final boolean replayAllowed;
  private final ReplayBuffer replay;
  private final BodyPump pump;

  /** An upload, of which nothing is asked for yet. */
  RequestUpload(
      ClientStream client,
      RequestHead head,
      RoutePolicy policy,
      ReplayBudget budget,
      ExchangeRecord record) {
    this.head = head;
    this.policy = policy;
    this.record = record;
    FallbackSpec fallback = policy.fallback();
    replayAllowed = fallback.replayAllowed(head);
    boolean useful = !head.framing().isEmpty() && (replayAllowed || head.isRead());
    replay = new ReplayBuffer(budget, useful ? fallback.bodyBytes() : 0);
    pump = new BodyPump(client, replay);
  }

  /** Whether legacy may be sent the request although new may have executed it. */
  boolean replayAllowed() {
    return replayAllowed;
  }

  /** Whether all that was taken from the client can be sent once more. */
  boolean replayable() {
    return replay.complete();
  }

  /** Whether a byte of the body came. */
  boolean begun() {
    return record.requestBytes() > 0;
  }

  /** Counts a piece; false, and the piece is released, if the body is now longer than allowed. */
  boolean admits(ByteBuf piece) {
    record.received(piece.readableBytes());
    if (record.requestBytes() > policy.bodyLimit()) {
      piece.release();
      return false;
    }
    return true;
  }

  /** Sends a piece on; it is taken over. */
  void piece(ByteBuf piece) {
    pump.piece(piece);
  }

  /** The request is complete. */
  void end(Trailers trailers) {
    pump.end(trailers);
  }

  /** Lets the body flow to a stream, from its first byte. */
  void attach(BackendStream stream) {
    if (!head.framing().isEmpty()) {
      pump.attach(stream);
    }
  }

  /** Stops the body, until the next stream. */
  void detach() {
    pump.detach();
  }

  /** The stream takes more again. */
  void sinkWritable() {
    pump.sinkWritable();
  }

  /** Keeps nothing any more: no other side will be asked. */
  void forget() {
    replay.release();
  }

  /** The exchange is over. */
  void close() {
    if (replay.dropped()) {
      record.dropReplay();
    }
    replay.release();
  }
}
