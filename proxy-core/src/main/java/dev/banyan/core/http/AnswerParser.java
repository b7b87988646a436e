package dev.banyan.core.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parses the heads and trailers of answers: strictly, and where that fails as far as the backend
 * may be odd. Confined to one connection.
 */
public final class AnswerParser {
  private final HeadParser parser;
  private Leniency leniency = Leniency.NONE;
  private boolean toHead;
  private boolean odd;
  private BodyFraming framing = BodyFraming.NONE;
  private @Nullable String broken;

  /** A parser with these bounds. */
  public AnswerParser(HeadLimits limits) {
    parser = new HeadParser(limits);
  }

  /**
   * Prepares for an answer.
   *
   * @param toHeadRequest whether the request was a HEAD
   * @param allowed what may be odd
   */
  public void begin(boolean toHeadRequest, Leniency allowed) {
    toHead = toHeadRequest;
    leniency = allowed;
    odd = false;
    broken = null;
  }

  /** Whether the answer was taken for the sake of leniency alone. */
  public boolean odd() {
    return odd;
  }

  /** How the body behind the head parsed last is framed; it says nothing of an interim answer. */
  public BodyFraming framing() {
    return framing;
  }

  /** The name of the rule that the answer broke; null while it broke none. */
  public @Nullable String broken() {
    return broken;
  }

  /**
   * Parses a head.
   *
   * @param bytes all of it; kept by the result, so never to be changed again
   * @return null if it is refused: see {@link #broken()}
   */
  public @Nullable ResponseHead parse(byte[] bytes) {
    ResponseHead head = parser.parseResponse(bytes, bytes.length);
    if (head != null && framed(head)) {
      return head;
    }
    HeadViolation violation = parser.violation();
    OddLines lines = OddHead.of(bytes, bytes.length, leniency);
    if (lines.refused() == null && lines.whole() && !leniency.isNone()) {
      byte[] spelled = lines.toBytes();
      boolean any = leniency.allows(Oddity.STATUS_999);
      head = parser.parseResponse(spelled, spelled.length, any);
      if (head != null && framed(head)) {
        odd = true;
        return head;
      }
      violation = parser.violation();
    }
    refuse(lines.refused(), violation);
    return null;
  }

  /**
   * Parses a trailer section: field lines and an empty line.
   *
   * @param head the head of the answer that the trailers belong to
   * @return null if they are refused: see {@link #broken()}
   */
  public @Nullable Trailers trailers(byte[] bytes, MessageHead head) {
    Trailers trailers = parser.parseTrailers(bytes, bytes.length, head);
    if (trailers != null) {
      return trailers;
    }
    HeadViolation violation = parser.violation();
    OddLines lines = OddHead.ofTrailers(bytes, bytes.length, leniency);
    if (lines.refused() == null && lines.whole() && !leniency.isNone()) {
      byte[] spelled = lines.toBytes();
      trailers = parser.parseTrailers(spelled, spelled.length, head);
      odd |= trailers != null;
      violation = parser.violation();
    }
    if (trailers == null) {
      refuse(lines.refused(), violation);
    }
    return trailers;
  }

  private boolean framed(ResponseHead head) {
    if (head.isInformational()) {
      return true;
    }
    BodyFraming found = parser.framing(head, toHead);
    framing = found == null ? BodyFraming.NONE : found;
    return found != null;
  }

  private void refuse(@Nullable Oddity oddity, @Nullable HeadViolation violation) {
    HeadViolation wrong = Objects.requireNonNullElse(violation, HeadViolation.BAD_STATUS_LINE);
    broken = oddity == null ? wrong.label() : oddity.label();
  }
}
