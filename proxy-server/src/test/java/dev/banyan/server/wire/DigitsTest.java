package dev.banyan.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Numbers are written as the JDK writes them. */
class DigitsTest {
  @Test
  void decimals() {
    SplittableRandom random = new SplittableRandom(6);
    for (long value : new long[] {0, 1, 9, 10, 99, 100, 1L << 30, Long.MAX_VALUE}) {
      assertDecimal(value);
    }
    for (int i = 0; i < 1_000; i++) {
      assertDecimal(random.nextLong() >>> random.nextInt(1, 64));
    }
  }

  @Test
  void hexadecimals() {
    SplittableRandom random = new SplittableRandom(7);
    for (int value : new int[] {0, 1, 15, 16, 255, 256, 65_535, 65_536, Integer.MAX_VALUE}) {
      assertHex(value);
    }
    for (int i = 0; i < 1_000; i++) {
      assertHex(random.nextInt() >>> random.nextInt(1, 32));
    }
  }

  private static void assertDecimal(long value) {
    assertEquals(Long.toString(value), written(out -> Digits.decimal(out, value)));
  }

  private static void assertHex(int value) {
    assertEquals(Integer.toHexString(value), written(out -> Digits.hex(out, value)));
  }

  private static String written(Consumer<ByteBuf> writing) {
    ByteBuf out = Unpooled.buffer();
    writing.accept(out);
    String text = out.toString(StandardCharsets.US_ASCII);
    out.release();
    return text;
  }
}
