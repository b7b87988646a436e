package dev.banyan.server.backend;

import dev.banyan.core.backend.Reuse;
import dev.banyan.core.http.AnswerParser;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.Leniency;
import dev.banyan.core.http.Oddity;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.wire.BodyReader;
import dev.banyan.server.wire.HeadScanner;
import dev.banyan.server.wire.Received;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers on one connection out of received bytes: strictly, but for what the backend may
 * do oddly. Confined to its loop.
 */
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

  /** An unasked switch of protocols, or more interim answers than anybody means. */
  private static final String BAD_INTERIM = "bad-interim";

  private static final int STATUS_SWITCHING_PROTOCOLS = 101;

  private final HeadScanner scanner = HeadScanner.ofResponses(LIMITS);
  private final AnswerParser parser = new AnswerParser(LIMITS);
  private final BodyReader body = new BodyReader();
  private final Received received = new Received();
  private @Nullable ResponseHead head;
  private BodyFraming framing = BodyFraming.NONE;
  private boolean inBody;
  private boolean begun;
  private boolean demanded;
  private boolean lastAnswer;
  private boolean ended;
  private int informational;
  private Leniency leniency = Leniency.NONE;
  private @Nullable String broken;

  /**
   * Prepares for an answer.
   *
   * @param toHeadRequest whether the request was a HEAD
   * @param allowed what may be odd
   */
  void begin(boolean toHeadRequest, Leniency allowed) {
    leniency = allowed;
    broken = null;
    parser.begin(toHeadRequest, allowed);
    scanner.allow(allowed);
    inBody = false;
    begun = false;
    demanded = true;
    informational = 0;
    lastAnswer = false;
    ended = false;
    scanner.reset();
  }

  /** The name of the rule that the answer broke; null while it broke none. */
  @Nullable String broken() {
    return broken;
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

  /** Whether the answer was read to its end. */
  boolean ended() {
    return ended;
  }

  /** Lets go of memory that is not needed while nothing is at hand. */
  void compact() {
    received.compact();
  }

  /**
   * Whether another request may follow, as far as it is known by the answer that has ended.
   *
   * @param reuse null where all requests are one client's: a body that is announced where none may
   *     come harms nobody else
   */
  boolean mayBeFollowed(@Nullable Reuse reuse) {
    return head != null
        && !lastAnswer
        && !isOdd()
        && !(reuse == null
            ? framing.kind() == BodyFraming.Kind.UNTIL_CLOSE || !head.keepsAlive()
            : Reuse.endsBehind(head, framing))
        && !received.hasBytes();
  }

  /** Whether the answer was taken for the sake of leniency alone: what else will come of it? */
  private boolean isOdd() {
    return !leniency.isNone() && (parser.odd() || body.odd());
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
      return length == HeadScanner.MORE ? Step.MORE : invalidStart();
    }
    byte[] block = new byte[length];
    in.readBytes(block);
    scanner.reset();
    ResponseHead parsed = parser.parse(block);
    if (parsed == null) {
      return invalid(parser.broken());
    }
    head = parsed;
    return parsed.isInformational() ? interim(parsed) : last(parsed);
  }

  private Step invalidStart() {
    Oddity oddity = scanner.oddity();
    return invalid(oddity == null ? scanner.violation().label() : oddity.label());
  }

  private Step invalid(@Nullable String rule) {
    broken = rule;
    return Step.INVALID;
  }

  private Step interim(ResponseHead parsed) {
    // An interim answer says nothing of a connection; from one that does, no more is expected.
    lastAnswer |= !parsed.keepsAlive();
    boolean allowed =
        parsed.status() != STATUS_SWITCHING_PROTOCOLS && ++informational <= MAX_INFORMATIONAL;
    return allowed ? Step.INFORMATIONAL : invalid(BAD_INTERIM);
  }

  private Step last(ResponseHead parsed) {
    framing = parser.framing();
    body.begin(parsed, framing, leniency);
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
      case END -> {
        ended = true;
        yield Step.END;
      }
      case MORE -> Step.MORE;
      case INVALID -> invalid(body.broken());
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
