package dev.banyan.core.http;

import org.jspecify.annotations.Nullable;

/**
 * The state machine of chunked coding (RFC 9112 section 7.1), byte by byte for the lines and by
 * counts for the data. Confined to one connection.
 *
 * <p>A caller feeds line bytes while {@link #inData()} is false, takes data while it is true, and
 * stops at {@link #atTrailers()}: the trailer section, its empty line included, is the caller's.
 */
public final class ChunkReader {
  private static final int MAX_EXTENSION_BYTES = 256;

  /** Zeros in front included: some servers pad a size to 16 digits. */
  private static final int MAX_SIZE_DIGITS = 16;

  private static final int MAX_SIZE_BITS = 60;

  private enum State {
    SIZE,
    SIZE_SPACE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS
  }

  private State state = State.SIZE;
  private long size;
  private int digits;
  private int extensionBytes;
  private Leniency leniency = Leniency.NONE;
  private boolean odd;
  private @Nullable Oddity refused;
  private boolean quoted;
  private boolean escaped;

  /** Prepares for the next body, which may be odd so far. */
  public void begin(Leniency allowed) {
    leniency = allowed;
    odd = false;
    refused = null;
    reset();
  }

  /** Whether the body was taken for the sake of leniency alone. */
  public boolean odd() {
    return odd;
  }

  /** What was odd where a byte was refused; null for what nobody may do. */
  public @Nullable Oddity refused() {
    return refused;
  }

  /** Prepares for the next body of the same kind, or the next chunk. */
  public void reset() {
    state = State.SIZE;
    size = 0;
    digits = 0;
    extensionBytes = 0;
    quoted = false;
    escaped = false;
  }

  /** Whether the next bytes are data: take up to {@link #dataLeft()} of them. */
  public boolean inData() {
    return state == State.DATA;
  }

  /** Whether the last chunk was read and the trailer section comes next. */
  public boolean atTrailers() {
    return state == State.TRAILERS;
  }

  /** How many bytes of data are left in the present chunk. */
  public long dataLeft() {
    return size;
  }

  /** Counts {@code bytes} of data as taken; at most {@link #dataLeft()}. */
  public void takeData(long bytes) {
    size -= bytes;
    if (size == 0) {
      state = State.DATA_CR;
    }
  }

  /**
   * Feeds one byte of a line: of a chunk's size and extension, or the CRLF behind its data.
   *
   * @return false if the byte is not allowed there
   */
  public boolean feed(byte b) {
    return switch (state) {
      case SIZE -> size(b);
      case SIZE_SPACE -> space(b);
      case EXTENSION -> extension(b);
      case SIZE_LF -> b == '\n' ? sizeDone() : isOddEnd(b) && go(State.SIZE_LF);
      case DATA_CR -> b == '\r' ? go(State.DATA_LF) : isOddEnd(b) && nextChunk();
      case DATA_LF -> b == '\n' ? nextChunk() : isOddEnd(b) && go(State.DATA_LF);
      case DATA, TRAILERS -> false;
    };
  }

  private boolean size(byte b) {
    int digit = Character.digit(b, 16);
    if (b > 0 && digit >= 0) {
      size = size << 4 | digit;
      return ++digits <= MAX_SIZE_DIGITS && size >>> MAX_SIZE_BITS == 0;
    }
    if (digits == 0) {
      return false;
    }
    if (b == '\r') {
      return go(State.SIZE_LF);
    }
    return b == ';' ? go(State.EXTENSION) : isSpace(b) ? space(b) : isOddEnd(b) && sizeDone();
  }

  /** White space behind a size, and what ends it; as long as an extension may be. */
  private boolean space(byte b) {
    if (isSpace(b)) {
      return ++extensionBytes <= MAX_EXTENSION_BYTES
          && allow(Oddity.CHUNK_SPACES)
          && go(State.SIZE_SPACE);
    }
    if (b == '\r') {
      return go(State.SIZE_LF);
    }
    return b == ';' ? go(State.EXTENSION) : isOddEnd(b) && sizeDone();
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Whether a byte ends a line oddly: an LF without its CR, or one more CR before it. */
  private boolean isOddEnd(byte b) {
    boolean more = b == '\r' && (state == State.SIZE_LF || state == State.DATA_LF);
    return (more || (b == '\n' && state != State.DATA_LF)) && allow(Oddity.LF_LINES);
  }

  private boolean allow(Oddity oddity) {
    boolean allowed = leniency.allows(oddity);
    odd |= allowed;
    refused = allowed ? null : oddity;
    return allowed;
  }

  /**
   * Extensions are checked for length and bytes, and not forwarded. A line can't end within a
   * quoted string (RFC 9110 section 5.6.4): who knows of quotes would read on, who does not would
   * not.
   */
  private boolean extension(byte b) {
    if (b == '\r') {
      return !quoted && go(State.SIZE_LF);
    }
    if (escaped) {
      escaped = false;
    } else if (b == '"') {
      quoted = !quoted;
    } else {
      escaped = quoted && b == '\\';
    }
    if (b == '\n') {
      return !quoted && isOddEnd(b) && sizeDone();
    }
    boolean allowed = b == '\t' || (b >= ' ' && b != 0x7f);
    return (allowed || (b >= 0 && allow(Oddity.CONTROL_BYTES)))
        && ++extensionBytes <= MAX_EXTENSION_BYTES;
  }

  private boolean sizeDone() {
    return go(size == 0 ? State.TRAILERS : State.DATA);
  }

  private boolean nextChunk() {
    reset();
    return true;
  }

  private boolean go(State next) {
    state = next;
    return true;
  }
}
