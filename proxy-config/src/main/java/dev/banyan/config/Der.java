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

  private static final int MOST_LENGTH_OCTETS = 3;

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
    } else {
      int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(0x80 | octets);
      for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
        out.write(length >>> shift);
      }
    }
  }

  /**
   * The content of the value with this tag among the values within a sequence.
   *
   * @throws IllegalArgumentException if there is none, or a length is larger than what is there
   */
  static byte[] find(int tag, byte[] sequence) {
    ByteBuffer in = ByteBuffer.wrap(content(ByteBuffer.wrap(sequence)));
    while (in.hasRemaining()) {
      boolean found = (in.get(in.position()) & 0xFF) == tag;
      byte[] content = content(in);
      if (found) {
        return content;
      }
    }
    throw new IllegalArgumentException("DER: no value " + tag + " (expected: one)");
  }

  /** Reads one value, and answers what is in it. */
  private static byte[] content(ByteBuffer in) {
    octet(in);
    int length = length(in);
    if (length > in.remaining()) {
      throw new IllegalArgumentException(
          "DER: a length of " + length + " (expected: at most " + in.remaining() + ")");
    }
    byte[] content = new byte[length];
    in.get(content);
    return content;
  }

  /** Reads a length that a file of less than 16 MiB may hold. */
  private static int length(ByteBuffer in) {
    int first = octet(in);
    if (first < 0x80) {
      return first;
    }
    int octets = first - 0x80;
    if (octets == 0 || octets > MOST_LENGTH_OCTETS) {
      throw new IllegalArgumentException(
          "DER: a length of " + octets + " octets (expected: 1 to " + MOST_LENGTH_OCTETS + ")");
    }
    int length = 0;
    for (int i = 0; i < octets; i++) {
      length = (length << 8) | octet(in);
    }
    return length;
  }

  private static int octet(ByteBuffer in) {
    if (!in.hasRemaining()) {
      throw new IllegalArgumentException("DER: cut (expected: whole)");
    }
    return in.get() & 0xFF;
  }
}
