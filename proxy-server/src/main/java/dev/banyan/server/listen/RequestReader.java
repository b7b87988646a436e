package dev.banyan.server.listen;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeadViolation;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.wire.BodyReader;
import dev.banyan.server.wire.HeadScanner;
import dev.banyan.server.wire.Received;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** Reads the requests on one connection out of received bytes, strictly. Confined to its loop. */
final class RequestReader {
  /** What {@link #next} found. */
  enum Step {
    HEAD,
    PIECE,
    END,
    /** The bytes at hand are used up. */
    MORE,
    /** A request is complete, or nobody takes its body now. */
    BLOCKED,
    /** The request is refused: {@link #violation()}. */
    INVALID
  }

  private static final int STATUS_CONTINUE = 100;

  private enum State {
    HEAD,
    BODY,
    COMPLETE
  }

  private final HeadScanner scanner;
  private final HeadParser parser;
  private final BodyReader body = new BodyReader();
  private final Received received = new Received();
  private State state = State.HEAD;
  private @Nullable RequestHead head;
  private HeadViolation violation = HeadViolation.BAD_REQUEST_LINE;
  private boolean demanded;
  private boolean waitsForContinue;
  private Step last = Step.MORE;

  RequestReader(HeadLimits limits) {
    scanner = HeadScanner.ofRequests(limits);
    parser = new HeadParser(limits);
  }

  void add(ByteBufAllocator alloc, ByteBuf bytes) {
    received.add(alloc, bytes);
  }

  /** Says whether pieces of the body are wanted. */
  void demand(boolean wanted) {
    demanded = wanted;
  }

  /** Whether more bytes from the socket are of use now. */
  boolean wantsBytes() {
    return last == Step.MORE || !received.hasBytes();
  }

  boolean hasBytes() {
    return received.hasBytes();
  }

  /** Whether a part of a head is there that is not whole yet. */
  boolean headBegun() {
    return scanner.begun();
  }

  /** The memory of what was received and not used yet, in bytes. */
  int heldBytes() {
    return received.bytes().capacity();
  }

  /** Whether a body is read and its next byte is waited for, and not the client for a 100. */
  boolean awaitsBody() {
    return state == State.BODY && demanded && last == Step.MORE && !waitsForContinue;
  }

  /** The client was sent an interim answer. */
  void informed(int status) {
    waitsForContinue &= status != STATUS_CONTINUE;
  }

  /** Whether the request is read to its end. */
  boolean complete() {
    return state == State.COMPLETE;
  }

  /** Whether the request seems to be whole without another byte from the socket. */
  boolean atHand() {
    return state != State.BODY || body.seemsWhole(received.bytes());
  }

  /** Whether the request may be whole without another byte from the socket. */
  boolean mayEnd() {
    boolean held = last == Step.BLOCKED && received.hasBytes();
    return state != State.BODY || held;
  }

  RequestHead head() {
    if (head == null) {
      throw new IllegalStateException("head: none (expected: read before)");
    }
    return head;
  }

  ByteBuf piece() {
    return body.piece();
  }

  Trailers trailers() {
    return body.trailers();
  }

  HeadViolation violation() {
    return violation;
  }

  /** Goes on to the next request. */
  void nextRequest() {
    state = State.HEAD;
    demanded = false;
    head = null;
  }

  /** Takes the next part of a request. */
  Step next() {
    last =
        switch (state) {
          case HEAD -> nextHead();
          case BODY -> nextOfBody();
          case COMPLETE -> Step.BLOCKED;
        };
    return last;
  }

  private Step nextHead() {
    scanner.skipEmptyLines(received.bytes());
    if (!received.hasBytes()) {
      return Step.MORE;
    }
    ByteBuf in = received.bytes();
    int length = scanner.scan(in);
    if (length < 0) {
      return length == HeadScanner.MORE ? Step.MORE : invalid(scanner.violation());
    }
    byte[] block = new byte[length];
    in.readBytes(block);
    scanner.reset();
    RequestHead parsed = parser.parseRequest(block, length);
    if (parsed == null) {
      HeadViolation wrong = parser.violation();
      return invalid(wrong == null ? HeadViolation.BAD_REQUEST_LINE : wrong);
    }
    head = parsed;
    BodyFraming framing = parsed.framing();
    body.begin(parsed, framing);
    waitsForContinue = parsed.expectsContinue();
    state = framing.isEmpty() ? State.COMPLETE : State.BODY;
    return Step.HEAD;
  }

  private Step nextOfBody() {
    if (!demanded && !body.complete()) {
      return Step.BLOCKED;
    }
    return switch (body.next(received.bytes())) {
      case PIECE -> {
        waitsForContinue = false;
        yield Step.PIECE;
      }
      case MORE -> Step.MORE;
      case INVALID -> invalid(HeadViolation.BAD_CHUNK);
      case END -> {
        state = State.COMPLETE;
        yield Step.END;
      }
    };
  }

  private Step invalid(HeadViolation wrong) {
    violation = wrong;
    return Step.INVALID;
  }

  /** Lets go of memory that is not needed while nothing is at hand. */
  void compact() {
    received.compact();
  }

  void release() {
    received.release();
  }
}
