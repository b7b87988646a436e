package dev.banyan.core.http;

/**
 * The state machine of chunked coding (RFC 9112 section 7.1), byte by byte for the lines and by
 * counts for the data. Confined to one connection.
 *
 * <p>A caller feeds line bytes while {@link #inData()} is false, takes data while it is true, and
 * stops at {@link #atTrailers()}: the trailer section, its empty line included, is the caller's.
 */
public final class ChunkReader {
  private static final int MAX_EXTENSION_BYTES = 256;
  private static final int MAX_SIZE_DIGITS = 15;

  private enum State {
    SIZE,
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

  /** Prepares for the next body, or the next chunk. */
  public void reset() {
    state = State.SIZE;
    size = 0;
    digits = 0;
    extensionBytes = 0;
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
      case EXTENSION -> extension(b);
      case SIZE_LF -> b == '\n' && sizeDone();
      case DATA_CR -> b == '\r' && go(State.DATA_LF);
      case DATA_LF -> b == '\n' && nextChunk();
      case DATA, TRAILERS -> false;
    };
  }

  private boolean size(byte b) {
    int digit = Character.digit(b, 16);
    if (b > 0 && digit >= 0) {
      size = size << 4 | digit;
      return ++digits <= MAX_SIZE_DIGITS;
    }
    if (digits == 0) {
      return false;
    }
    if (b == '\r') {
      return go(State.SIZE_LF);
    }
    return b == ';' && go(State.EXTENSION);
  }

  /** Extensions are checked for length and bytes, and not forwarded. */
  private boolean extension(byte b) {
    if (b == '\r') {
      return go(State.SIZE_LF);
    }
    boolean allowed = b == '\t' || (b >= ' ' && b != 0x7f);
    return allowed && ++extensionBytes <= MAX_EXTENSION_BYTES;
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
