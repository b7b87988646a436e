package dev.banyan.testkit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Bytes to send as a body, in memory or generated on the fly. Immutable. */
public interface Payload {
  /** Returns the number of bytes. */
  long length();

  /** Opens the bytes from the first one; each call gives a stream of its own. */
  InputStream open();

  /** Returns the SHA-256 of all bytes in lower-case hex; reads them all. */
  default String sha256() {
    return Sha256.of(open());
  }

  /** Returns a payload of the given bytes. */
  static Payload of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new Payload() {
      @Override
      public long length() {
        return copy.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(copy);
      }
    };
  }

  /** Returns a payload of the text in UTF-8. */
  static Payload of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a payload of pseudo-random bytes that depend on the seed alone and need no memory. */
  static Payload generated(long length, long seed) {
    return new Payload() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream open() {
        return new GeneratedStream(length, seed);
      }
    };
  }
}
