package dev.banyan.server.listen;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.transport.Channels;
import dev.banyan.server.transport.WriteBuffers;
import dev.banyan.server.wire.BodyWriter;
import dev.banyan.server.wire.ConnectionToken;
import dev.banyan.server.wire.DateLine;
import dev.banyan.server.wire.HeadWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * Writes the answers on one client connection, in the framing that the client's version knows (RFC
 * 9112 section 6). Confined to its event loop.
 */
final class AnswerWriter {
  private static final int CONTINUE = 100;
  private static final int NOT_MODIFIED = 304;

  private final DateLine date;
  private final BodyWriter body = new BodyWriter();
  private int minorVersion = 1;
  private boolean toHead;
  private boolean closes;
  private boolean headWritten;
  private BodyFraming framing = BodyFraming.NONE;
  private long writtenBytes;

  AnswerWriter(DateLine date) {
    this.date = date;
  }

  /** Prepares for the answer to a request. */
  void begin(RequestHead request, boolean draining) {
    minorVersion = request.minorVersion();
    toHead = request.method() == HttpMethod.HEAD;
    closes = draining || !request.keepsAlive();
    headWritten = false;
    framing = BodyFraming.NONE;
  }

  /** Prepares for the answer to something that can't be read as a request. */
  void beginUnread() {
    minorVersion = 1;
    toHead = false;
    closes = true;
    headWritten = false;
    framing = BodyFraming.NONE;
  }

  /**
   * The connection is to be closed behind this answer; behind the next, if the head of this one is
   * written: it has promised that the connection stays.
   */
  void closeAfterwards() {
    closes |= !headWritten;
  }

  /** Whether the connection closes behind this answer. */
  boolean closes() {
    return closes;
  }

  /** How many bytes were written on this connection, by all answers. */
  long writtenBytes() {
    return writtenBytes;
  }

  private void write(ChannelHandlerContext ctx, ByteBuf bytes) {
    writtenBytes += bytes.readableBytes();
    Channels.write(ctx, bytes);
  }

  /** Whether nothing but a close tells the client where the body ends. */
  boolean delimitedByClose() {
    return framing.kind() == BodyFraming.Kind.UNTIL_CLOSE;
  }

  /**
   * Writes an interim answer, unless the client is too old for one (RFC 9110 section 15.2), or has
   * so much to take already that only one which it waits for may be added.
   */
  void informational(ChannelHandlerContext ctx, ResponseHead head) {
    if (minorVersion >= 1 && (head.status() == CONTINUE || ctx.channel().isWritable())) {
      ByteBuf out = WriteBuffers.of(ctx, HeadWriter.sizeHint(head, HeaderEdits.NONE));
      HeadWriter.informational(out, head);
      write(ctx, out);
    }
  }

  /** Writes a final head whose body the backend delimits by {@code received}. */
  void head(ChannelHandlerContext ctx, ResponseHead head, HeaderEdits edits, BodyFraming received) {
    framing = sent(received);
    closes |= delimitedByClose();
    headWritten = true;
    body.begin(framing);
    boolean keepLength =
        received.kind() == BodyFraming.Kind.NONE && (toHead || head.status() == NOT_MODIFIED);
    ByteBuf out = WriteBuffers.of(ctx, HeadWriter.sizeHint(head, edits));
    HeadWriter.response(out, head, edits, framing, keepLength, token(), date.bytes());
    write(ctx, out);
  }

  private BodyFraming sent(BodyFraming received) {
    return switch (received.kind()) {
      case NONE, FIXED -> received;
      case CHUNKED, UNTIL_CLOSE ->
          minorVersion >= 1 ? BodyFraming.CHUNKED : BodyFraming.UNTIL_CLOSE;
    };
  }

  private ConnectionToken token() {
    if (closes) {
      return ConnectionToken.CLOSE;
    }
    return minorVersion == 0 ? ConnectionToken.KEEP_ALIVE : ConnectionToken.NONE;
  }

  void piece(ChannelHandlerContext ctx, ByteBuf piece) {
    boolean waits = Channels.hasPending(ctx.channel());
    writtenBytes += body.piece(ctx, waits ? WriteBuffers.tight(ctx, piece) : piece);
  }

  void end(ChannelHandlerContext ctx, Trailers trailers) {
    ByteBuf ending = body.ending(ctx, trailers);
    if (ending.isReadable()) {
      write(ctx, ending);
    }
  }

  /** Writes a whole answer of Banyan's own. */
  void own(ChannelHandlerContext ctx, OwnAnswer answer, HeaderEdits edits) {
    headWritten = true;
    ByteBuf out = WriteBuffers.of(ctx, HeadWriter.sizeHint(answer, edits));
    HeadWriter.own(out, answer, edits, date.bytes(), token(), toHead);
    write(ctx, out);
  }
}
