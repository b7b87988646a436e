package dev.banyan.server.wire;

import dev.banyan.core.http.AnswerParser;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.ChunkReader;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadViolation;
import dev.banyan.core.http.Leniency;
import dev.banyan.core.http.MessageHead;
import dev.banyan.core.http.Oddity;
import dev.banyan.core.http.Trailers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body out of received bytes, piece by piece, as its framing says (RFC 9112 section 7).
 * Confined to one connection.
 */
public final class BodyReader {
  /** What {@link #next} found. */
  public enum Step {
    /** A piece of the body: {@link #piece()}. */
    PIECE,
    /** The body has ended: {@link #trailers()}. */
    END,
    /** The bytes at hand are used up. */
    MORE,
    /** The framing is broken. */
    INVALID
  }

  private static final HeadLimits TRAILER_LIMITS = new HeadLimits(8 << 10, 8 << 10, 32);

  /** CR LF CR LF. */
  private static final int EMPTY_LINE = 0x0D0A0D0A;

  private final ChunkReader chunks = new ChunkReader();
  private final AnswerParser trailerParser = new AnswerParser(TRAILER_LIMITS);
  private Leniency leniency = Leniency.NONE;
  private @Nullable String broken;
  private @Nullable MessageHead head;
  private BodyFraming.Kind kind = BodyFraming.Kind.NONE;
  private long left;
  private int trailersScanned;
  private boolean oddEnds;
  private ByteBuf piece = Unpooled.EMPTY_BUFFER;
  private Trailers trailers = Trailers.NONE;

  /** Prepares for the body of the message that {@code head} begins, and that is strict. */
  public void begin(MessageHead ofMessage, BodyFraming framing) {
    begin(ofMessage, framing, Leniency.NONE);
  }

  /** Prepares for the body of a message that may be odd so far. */
  public void begin(MessageHead ofMessage, BodyFraming framing, Leniency allowed) {
    leniency = allowed;
    head = ofMessage;
    kind = framing.kind();
    left = framing.length();
    trailers = Trailers.NONE;
    if (kind == BodyFraming.Kind.CHUNKED) {
      chunks.begin(allowed);
      trailerParser.begin(false, allowed);
      trailersScanned = 0;
      oddEnds = false;
      broken = null;
    }
  }

  /** Whether the body was taken for the sake of leniency alone. */
  public boolean odd() {
    return oddEnds || chunks.odd() || trailerParser.odd();
  }

  /** The name of the rule that the body broke; null while it broke none. */
  public @Nullable String broken() {
    return broken;
  }

  /** The piece found last; the caller owns it and releases it. */
  public ByteBuf piece() {
    return piece;
  }

  /** The trailers of the body that has ended. */
  public Trailers trailers() {
    return trailers;
  }

  /** Whether the end was reached, so that {@link #next} needs no more bytes to find it. */
  public boolean complete() {
    return kind == BodyFraming.Kind.NONE || (kind == BodyFraming.Kind.FIXED && left == 0);
  }

  /**
   * Whether the rest of the body seems to be in {@code in}. Chunks are not counted: whatever ends
   * with an empty line is taken for their end.
   */
  public boolean seemsWhole(ByteBuf in) {
    return switch (kind) {
      case NONE -> true;
      case FIXED -> in.readableBytes() >= left;
      case UNTIL_CLOSE -> false;
      case CHUNKED -> endsWithEmptyLine(in);
    };
  }

  private static boolean endsWithEmptyLine(ByteBuf in) {
    int end = in.writerIndex();
    return in.readableBytes() >= Integer.BYTES && in.getInt(end - Integer.BYTES) == EMPTY_LINE;
  }

  /** Whether the body has no end but the connection's. */
  public boolean endsWithConnection() {
    return kind == BodyFraming.Kind.UNTIL_CLOSE;
  }

  /** Takes the next part of the body out of {@code in}. */
  public Step next(ByteBuf in) {
    return switch (kind) {
      case NONE -> Step.END;
      case FIXED -> left == 0 ? Step.END : take(in, left);
      case UNTIL_CLOSE -> take(in, Long.MAX_VALUE);
      case CHUNKED -> nextOfChunks(in);
    };
  }

  private Step take(ByteBuf in, long most) {
    int count = (int) Math.min(in.readableBytes(), most);
    if (count == 0) {
      return Step.MORE;
    }
    left -= count;
    piece = in.readRetainedSlice(count);
    return Step.PIECE;
  }

  private Step nextOfChunks(ByteBuf in) {
    while (true) {
      if (chunks.atTrailers()) {
        return readTrailers(in);
      }
      if (chunks.inData()) {
        int before = in.readableBytes();
        Step step = take(in, chunks.dataLeft());
        chunks.takeData(before - in.readableBytes());
        return step;
      }
      if (!in.isReadable()) {
        return Step.MORE;
      }
      if (!chunks.feed(in.readByte())) {
        return invalid(chunks.refused(), HeadViolation.BAD_CHUNK);
      }
    }
  }

  private Step invalid(@Nullable Oddity oddity, HeadViolation violation) {
    broken = oddity == null ? violation.label() : oddity.label();
    return Step.INVALID;
  }

  private Step readTrailers(ByteBuf in) {
    int length = trailerLength(in);
    if (length < 0) {
      return length == HeadScanner.MORE
          ? Step.MORE
          : invalid(strictEnds() ? Oddity.LF_LINES : null, HeadViolation.HEAD_TOO_LARGE);
    }
    if (length > 2 && head != null) {
      byte[] block = new byte[length];
      in.readBytes(block);
      Trailers parsed = trailerParser.trailers(block, head);
      broken = trailerParser.broken();
      return parsed == null ? Step.INVALID : end(parsed);
    }
    in.skipBytes(length);
    return end(Trailers.NONE);
  }

  /** Whether a line ended oddly, though it may not. */
  private boolean strictEnds() {
    return oddEnds && !leniency.allows(Oddity.LF_LINES);
  }

  private Step end(Trailers parsed) {
    trailers = parsed;
    kind = BodyFraming.Kind.NONE;
    return Step.END;
  }

  /** The length of the trailer section with its empty line, MORE or REFUSED. */
  private int trailerLength(ByteBuf in) {
    int base = in.readerIndex();
    while (true) {
      int lf = in.indexOf(base + trailersScanned, in.writerIndex(), (byte) '\n');
      if (lf < 0) {
        return in.readableBytes() > TRAILER_LIMITS.headBytes()
            ? HeadScanner.REFUSED
            : HeadScanner.MORE;
      }
      int lineLength = lf - base - trailersScanned;
      boolean bare = lineLength == 0 || in.getByte(lf - 1) != '\r';
      boolean twice = !bare && lineLength == 2 && in.getByte(lf - 2) == '\r';
      if (bare || twice) {
        oddEnds = true;
        if (!leniency.allows(Oddity.LF_LINES)) {
          return HeadScanner.REFUSED;
        }
      }
      trailersScanned = lf + 1 - base;
      if (trailersScanned > TRAILER_LIMITS.headBytes()) {
        return HeadScanner.REFUSED;
      }
      if (lineLength == (bare ? 0 : 1) || twice) {
        return trailersScanned;
      }
    }
  }
}
