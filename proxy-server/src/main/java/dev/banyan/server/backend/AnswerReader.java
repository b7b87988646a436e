package dev.banyan.server.backend;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.wire.BodyReader;
import dev.banyan.server.wire.HeadScanner;
import dev.banyan.server.wire.Received;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** Reads the answers on one connection out of received bytes, strictly. Confined to its loop. */
final class AnswerReader {
  /** What {@link #next()} found. */
  enum Step {
    INFORMATIONAL,
    HEAD,
    PIECE,
    END,
    /** The bytes at hand are used up. */
    MORE,
    /** There are bytes, but nobody takes them now. */
    BLOCKED,
    INVALID
  }

  private static final HeadLimits LIMITS = new HeadLimits(8 << 10, 64 << 10, 200);
  private static final int MAX_INFORMATIONAL = 32;
  private static final int STATUS_SWITCHING_PROTOCOLS = 101;
  private static final int FIRST_REDIRECTION = 300;
  private static final long SURELY_READ_BYTES = 32 << 10;

  private final HeadScanner scanner = HeadScanner.ofResponses(LIMITS);
  private final HeadParser parser = new HeadParser(LIMITS);
  private final BodyReader body = new BodyReader();
  private final Received received = new Received();
  private @Nullable ResponseHead head;
  private BodyFraming framing = BodyFraming.NONE;
  private boolean toHead;
  private boolean inBody;
  private boolean begun;
  private boolean demanded;
  private int informational;

  /** Prepares for an answer. */
  void begin(boolean toHeadRequest) {
    toHead = toHeadRequest;
    inBody = false;
    begun = false;
    demanded = true;
    informational = 0;
    scanner.reset();
  }

  void add(ByteBufAllocator alloc, ByteBuf bytes) {
    begun = true;
    received.add(alloc, bytes);
  }

  /** Whether a byte of the answer came. */
  boolean begun() {
    return begun;
  }

  /** Says whether pieces of a body are wanted; none is before it is called for a body. */
  void demand(boolean wanted) {
    demanded = wanted;
  }

  /** Whether bytes at hand wait for somebody to take them. */
  boolean blocked() {
    return !demanded && received.hasBytes();
  }

  boolean hasBytes() {
    return received.hasBytes();
  }

  ResponseHead head() {
    if (head == null) {
      throw new IllegalStateException("head: none (expected: read before)");
    }
    return head;
  }

  BodyFraming framing() {
    return framing;
  }

  ByteBuf piece() {
    return body.piece();
  }

  Trailers trailers() {
    return body.trailers();
  }

  /** Lets go of memory that is not needed while nothing is at hand. */
  void compact() {
    received.compact();
  }

  /**
   * Whether the connection may serve another request after the answer that has ended. Behind a
   * large request that was refused it may not: some servers do not read such a body, and close
   * without a word.
   *
   * @param requestBytes the size of the request
   */
  boolean reusable(long requestBytes) {
    return head != null
        && head.keepsAlive()
        && (requestBytes <= SURELY_READ_BYTES || head.status() < FIRST_REDIRECTION)
        && framing.kind() != BodyFraming.Kind.UNTIL_CLOSE
        && !received.hasBytes();
  }

  /** Takes the next part of the answer. */
  Step next() {
    return inBody ? nextOfBody() : nextHead();
  }

  private Step nextHead() {
    if (!received.hasBytes()) {
      return Step.MORE;
    }
    ByteBuf in = received.bytes();
    int length = scanner.scan(in);
    if (length < 0) {
      return length == HeadScanner.MORE ? Step.MORE : Step.INVALID;
    }
    byte[] block = new byte[length];
    in.readBytes(block);
    scanner.reset();
    ResponseHead parsed = parser.parseResponse(block, length);
    if (parsed == null) {
      return Step.INVALID;
    }
    head = parsed;
    return parsed.isInformational() ? interim(parsed) : last(parsed);
  }

  private Step interim(ResponseHead parsed) {
    boolean allowed =
        parsed.status() != STATUS_SWITCHING_PROTOCOLS && ++informational <= MAX_INFORMATIONAL;
    return allowed ? Step.INFORMATIONAL : Step.INVALID;
  }

  private Step last(ResponseHead parsed) {
    BodyFraming found = parser.framing(parsed, toHead);
    if (found == null) {
      return Step.INVALID;
    }
    framing = found;
    body.begin(parsed, found);
    inBody = true;
    demanded = false;
    return Step.HEAD;
  }

  private Step nextOfBody() {
    if (blocked() && !body.complete()) {
      return Step.BLOCKED;
    }
    return switch (body.next(received.bytes())) {
      case PIECE -> Step.PIECE;
      case END -> Step.END;
      case MORE -> Step.MORE;
      case INVALID -> Step.INVALID;
    };
  }

  /**
   * The connection was closed.
   *
   * @param reset whether by a reset
   * @return whether that is the end of the answer (RFC 9112 section 6.3, item 8)
   */
  boolean close(boolean reset) {
    received.release();
    return inBody && body.endsWithConnection() && !reset;
  }
}
