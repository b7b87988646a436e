package dev.banyan.testkit;

import java.nio.charset.StandardCharsets;

/** A body as it was received: its length and digest always, its bytes up to a bound. Immutable. */
public final class CapturedBody {
  /** No bytes at all. */
  static final CapturedBody EMPTY =
      new CapturedBody(new byte[0], 0, Sha256.of(new byte[0]), HeaderLines.NONE);

  private final byte[] kept;
  private final long length;
  private final String sha256;
  private final HeaderLines trailers;

  CapturedBody(byte[] kept, long length, String sha256, HeaderLines trailers) {
    this.kept = kept.clone();
    this.length = length;
    this.sha256 = sha256;
    this.trailers = trailers;
  }

  /** Returns a copy of the bytes kept: all of them, or the first ones of a big body. */
  public byte[] bytes() {
    return kept.clone();
  }

  /** Returns the bytes kept as UTF-8 text. */
  public String text() {
    return new String(kept, StandardCharsets.UTF_8);
  }

  int keptBytes() {
    return kept.length;
  }

  /** Returns how many bytes were received, without chunk framing. */
  public long length() {
    return length;
  }

  /** Returns the SHA-256 of all bytes received, in lower-case hex. */
  public String sha256() {
    return sha256;
  }

  /** Returns the trailer fields after the last chunk. */
  public HeaderLines trailers() {
    return trailers;
  }

  @Override
  public String toString() {
    return length + " bytes, sha256 " + sha256;
  }
}
