package dev.banyan.server.wire;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadViolation;
import dev.banyan.core.http.Leniency;
import dev.banyan.core.http.Oddity;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a head in bytes that arrive in pieces, and refuses one that can't become valid
 * as early as possible. Each byte is looked at once. Confined to one connection.
 */
public final class HeadScanner {
  /** The head is not complete yet. */
  public static final int MORE = -1;

  /** The head is refused: see {@link #violation()}. */
  public static final int REFUSED = -2;

  private static final byte[] VERSION = Ascii.bytes("HTTP/1.");
  private static final int PROTOCOL_BYTES = 5;

  /** Some old clients send one behind a body; many would keep a connection busy without end. */
  private static final int MAX_EMPTY_LINES = 8;

  private final HeadLimits limits;
  private final boolean response;
  private int scanned;
  private int lineStart;
  private int lines;
  private int emptyLines;
  private Leniency leniency = Leniency.NONE;
  private @Nullable HeadViolation violation;
  private @Nullable Oddity oddity;

  private HeadScanner(HeadLimits limits, boolean response) {
    this.limits = limits;
    this.response = response;
  }

  /** A scanner of requests. */
  public static HeadScanner ofRequests(HeadLimits limits) {
    return new HeadScanner(limits, false);
  }

  /** A scanner of responses. */
  public static HeadScanner ofResponses(HeadLimits limits) {
    return new HeadScanner(limits, true);
  }

  /** What is wrong with the head after {@link #REFUSED}. */
  public HeadViolation violation() {
    return violation == null ? HeadViolation.BAD_REQUEST_LINE : violation;
  }

  /** What was odd about the head after {@link #REFUSED}; null for what nobody may send. */
  public @Nullable Oddity oddity() {
    return oddity;
  }

  /** Prepares for heads that may be odd so far. */
  public void allow(Leniency allowed) {
    leniency = allowed;
    oddity = null;
  }

  /** Whether a part of a head was seen. */
  public boolean begun() {
    return scanned > 0;
  }

  /** Forgets what was seen. */
  public void reset() {
    scanned = 0;
    lineStart = 0;
    lines = 0;
    emptyLines = 0;
  }

  /**
   * Looks for the end of the head that begins at {@code in}'s reader index.
   *
   * @return the head's length, {@link #MORE} or {@link #REFUSED}
   */
  public int scan(ByteBuf in) {
    if (lines == 0 && lineStart == 0 && !plausible(in)) {
      return refuse(response ? HeadViolation.BAD_STATUS_LINE : HeadViolation.BAD_REQUEST_LINE);
    }
    if (beginsEmptyLine(in)) {
      return MORE;
    }
    int base = in.readerIndex();
    int end = in.writerIndex();
    while (true) {
      int lf = in.indexOf(base + scanned, end, (byte) '\n');
      if (lf < 0) {
        scanned = end - base;
        return withinLimits(scanned) ? MORE : REFUSED;
      }
      int line = lf - base - lineStart;
      boolean bare = line == 0 || in.getByte(lf - 1) != '\r';
      boolean twice = line == 2 && in.getByte(lf - 2) == '\r';
      if ((bare || twice) && !allow(Oddity.LF_LINES)) {
        return refuse(HeadViolation.BAD_LINE_END);
      }
      boolean empty = line == (bare ? 0 : 1) || isEmpty(in, base + lineStart, lf);
      if (empty && lines > 0) {
        int length = lf + 1 - base;
        return withinLimits(length) ? length : REFUSED;
      }
      scanned = lf + 1 - base;
      if (!withinLimits(scanned)) {
        return REFUSED;
      }
      lineStart = scanned;
      boolean counts = !empty || !allow(Oddity.EMPTY_LINES) || ++emptyLines > MAX_EMPTY_LINES;
      lines += counts ? 1 : 0;
    }
  }

  /** Whether a line that may be odd is empty: it has nothing but what ends it. */
  private boolean isEmpty(ByteBuf in, int start, int end) {
    if (!leniency.allows(Oddity.LF_LINES)) {
      return false;
    }
    for (int at = start; at < end; at++) {
      if (in.getByte(at) != '\r') {
        return false;
      }
    }
    return true;
  }

  private boolean allow(Oddity odd) {
    boolean allowed = leniency.allows(odd);
    oddity = allowed ? null : odd;
    return allowed;
  }

  /** Skips a few empty lines before a request (RFC 9112 section 2.2). */
  public void skipEmptyLines(ByteBuf in) {
    while (scanned == 0
        && emptyLines < MAX_EMPTY_LINES
        && in.readableBytes() >= 2
        && in.getByte(in.readerIndex()) == '\r'
        && in.getByte(in.readerIndex() + 1) == '\n') {
      in.skipBytes(2);
      emptyLines++;
    }
  }

  /** Whether all that came is the first half of an empty line, which may yet be skipped. */
  private boolean beginsEmptyLine(ByteBuf in) {
    return !response && in.readableBytes() == 1 && in.getByte(in.readerIndex()) == '\r';
  }

  private boolean plausible(ByteBuf in) {
    int start = in.readerIndex();
    if (!response) {
      byte first = in.readableBytes() == 0 ? (byte) 'G' : in.getByte(start);
      return Ascii.isTokenByte(first) || (first == '\r' && in.readableBytes() == 1);
    }
    int known = Math.min(VERSION.length, in.readableBytes());
    for (int i = 0; i < known; i++) {
      byte b = in.getByte(start + i);
      if (b != VERSION[i]) {
        return i == 0
            ? (b == '\r' || b == '\n') && allow(Oddity.EMPTY_LINES)
            : i >= PROTOCOL_BYTES && allow(Oddity.OTHER_VERSIONS);
      }
    }
    return true;
  }

  private boolean withinLimits(int bytes) {
    if (lines == 0 && bytes - 2 > limits.startLineBytes()) {
      refuse(HeadViolation.START_LINE_TOO_LONG);
      return false;
    }
    if (bytes > limits.headBytes()) {
      refuse(HeadViolation.HEAD_TOO_LARGE);
      return false;
    }
    return true;
  }

  private int refuse(HeadViolation wrong) {
    violation = wrong;
    return REFUSED;
  }
}
