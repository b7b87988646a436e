package dev.banyan.server.wire;

import io.netty.buffer.ByteBuf;

/** Writes numbers as ASCII digits, without making strings. Stateless. */
public final class Digits {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Digits() {}

  /** Writes {@code value}, 0 or more, in decimal. */
  public static void decimal(ByteBuf out, long value) {
    long power = 1;
    while (power <= value / 10) {
      power *= 10;
    }
    for (long rest = value; power > 0; power /= 10) {
      out.writeByte('0' + (int) (rest / power));
      rest %= power;
    }
  }

  /** Writes {@code value}, 0 or more, in hexadecimal. */
  public static void hex(ByteBuf out, int value) {
    int shift = 28;
    while (shift > 0 && value >>> shift == 0) {
      shift -= 4;
    }
    for (; shift >= 0; shift -= 4) {
      out.writeByte(HEX[value >>> shift & 0xf]);
    }
  }
}
