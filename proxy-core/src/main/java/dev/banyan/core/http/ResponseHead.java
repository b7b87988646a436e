package dev.banyan.core.http;

/** The head of a response: status, reason and fields over the bytes received. Immutable. */
public final class ResponseHead extends MessageHead {
  private final int status;
  private final int lineEnd;

  ResponseHead(
      byte[] bytes, int length, FieldIndex fields, int minorVersion, int status, int lineEnd) {
    super(bytes, length, fields, minorVersion);
    this.status = status;
    this.lineEnd = lineEnd;
  }

  /** The status code, 100 to 599; 0 to 999 of a backend that may be odd. */
  public int status() {
    return status;
  }

  /** Whether this is an interim answer, after which another head follows (RFC 9110 15.2). */
  public boolean isInformational() {
    return status >= 100 && status < 200;
  }

  /** Where the status code begins in {@link #bytes()}. */
  public int statusStart() {
    return 9;
  }

  /** Where the status line ends, exclusive of its CRLF. */
  public int statusLineEnd() {
    return lineEnd;
  }

  /** Whether the backend's connection may serve another request after this answer. */
  public boolean keepsAlive() {
    return HopByHop.keepsAlive(this);
  }
}
