package dev.banyan.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** As much of DER (X.690) as turns older forms of private keys into PKCS #8. Stateless. */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int SEQUENCE = 0x30;

  /** The first part of a choice, marked by number. */
  static final int FIRST = 0xA0;

  private Der() {}

  /** A value with its tag and length. */
  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    length(content.size(), out);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static void length(int length, ByteArrayOutputStream out) {
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >>> 8);
      out.write(length);
    }
  }

  /**
   * The content of the value with this tag among the values within a sequence.
   *
   * @throws IllegalArgumentException if there is none
   */
  static byte[] find(int tag, byte[] sequence) {
    try {
      ByteBuffer in = ByteBuffer.wrap(content(ByteBuffer.wrap(sequence)));
      while (in.hasRemaining()) {
        boolean found = (in.get(in.position()) & 0xFF) == tag;
        byte[] content = content(in);
        if (found) {
          return content;
        }
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("DER: cut (expected: whole)", e);
    }
    throw new IllegalArgumentException("DER: no value " + tag + " (expected: one)");
  }

  /** Reads one value, and answers what is in it. */
  private static byte[] content(ByteBuffer in) {
    in.get();
    int length = in.get() & 0xFF;
    if (length > 0x80) {
      int octets = length - 0x80;
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = (length << 8) | (in.get() & 0xFF);
      }
    }
    byte[] content = new byte[length];
    in.get(content);
    return content;
  }
}
