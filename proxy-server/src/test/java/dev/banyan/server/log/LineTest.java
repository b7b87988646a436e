package dev.banyan.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {
  private static String text(Line line) {
    return new String(line.bytes(), 0, line.length(), StandardCharsets.US_ASCII);
  }

  @Test
  void everyByteIsWrittenSoThatJsonReadsItBack() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }

    String json = text(new Line().quoted(all, 0, all.length, 256));

    assertEquals(new String(all, StandardCharsets.ISO_8859_1), unquoted(json));
  }

  @Test
  void theQuoteAndTheBackslashAreEscaped() {
    assertEquals(
        "\"a\\\"b\\\\c\\u000a\\u007f\\u00e9\"", text(new Line().quoted("a\"b\\c\n\u007f\u00e9")));
  }

  @Test
  void anyTextIsReadBack() {
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      String text =
          random
              .ints(random.nextInt(40), 0, 0x10000)
              .collect(StringBuilder::new, (to, c) -> to.append((char) c), StringBuilder::append)
              .toString();

      assertEquals(text, unquoted(text(new Line().quoted(text))));
    }
  }

  @Test
  void aLongValueIsCut() {
    byte[] path = "/abcdef".getBytes(StandardCharsets.US_ASCII);

    assertEquals("\"/abc\\u2026\"", text(new Line().quoted(path, 0, path.length, 4)));
    assertEquals("\"/abcdef\"", text(new Line().quoted(path, 0, path.length, 7)));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 9, 10, 99, 100, -1, -10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbersAreDecimal(long number) {
    assertEquals(Long.toString(number), text(new Line().number(number)));
  }

  @Test
  void digitsArePadded() {
    assertEquals("007.042", text(new Line().padded(7, 3).put('.').padded(42, 3)));
  }

  @Test
  void aLineGrows() {
    Line line = new Line();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      line.number(i).put(',');
      expected.append(i).append(',');
    }

    assertEquals(expected.toString(), text(line));
  }

  /** Reads a JSON string (RFC 8259 section 7) with the escapes that a line uses. */
  private static String unquoted(String json) {
    assertEquals('"', json.charAt(0));
    assertEquals('"', json.charAt(json.length() - 1));
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < json.length() - 1; i++) {
      char c = json.charAt(i);
      if (c == '"' || c < 0x20) {
        throw new AssertionError("unescaped at " + i + ": " + json);
      }
      if (c != '\\') {
        text.append(c);
      } else if (json.charAt(++i) == 'u') {
        text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        text.append(json.charAt(i));
      }
    }
    return text.toString();
  }
}
