package dev.banyan.core.http;

/**
 * How the end of a body is found (RFC 9112 section 6.3). Immutable.
 *
 * @param kind which rule delimits the body
 * @param length the number of bytes for {@link Kind#FIXED}, else 0
 */
public record BodyFraming(Kind kind, long length) {
  /** The rule that delimits a body. */
  public enum Kind {
    /** There is no body. */
    NONE,
    /** The number of bytes is known. */
    FIXED,
    /** Chunks with their sizes, then trailers. */
    CHUNKED,
    /** All bytes until the connection is closed; answers only. */
    UNTIL_CLOSE
  }

  /** No body at all. */
  public static final BodyFraming NONE = new BodyFraming(Kind.NONE, 0);

  /** A chunked body. */
  public static final BodyFraming CHUNKED = new BodyFraming(Kind.CHUNKED, 0);

  /** A body that ends with its connection. */
  public static final BodyFraming UNTIL_CLOSE = new BodyFraming(Kind.UNTIL_CLOSE, 0);

  /** A body of {@code length} bytes, 0 or more. */
  public static BodyFraming fixed(long length) {
    return new BodyFraming(Kind.FIXED, length);
  }

  /** Whether no byte of body follows the head. */
  public boolean isEmpty() {
    return kind == Kind.NONE || (kind == Kind.FIXED && length == 0);
  }
}
