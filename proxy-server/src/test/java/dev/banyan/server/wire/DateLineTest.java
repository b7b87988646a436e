package dev.banyan.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** RFC 9110 sections 5.6.7 and 6.6.1. */
class DateLineTest {
  private final AtomicLong millis = new AtomicLong();
  private final DateLine line = new DateLine(millis::get);

  private String text() {
    return new String(line.bytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void itIsAnImfFixdate() {
    millis.set(784_111_777_999L);
    assertEquals("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", text());
  }

  @Test
  void itIsFormattedOnceASecond() {
    byte[] first = line.bytes();
    millis.set(999);
    assertSame(first, line.bytes());
    millis.set(1_000);
    assertNotSame(first, line.bytes());
    assertEquals("Date: Thu, 01 Jan 1970 00:00:01 GMT\r\n", text());
  }

  @Test
  void aClockThatIsSetBackIsFollowed() {
    millis.set(5_000);
    line.bytes();
    millis.set(-1);
    assertEquals("Date: Wed, 31 Dec 1969 23:59:59 GMT\r\n", text());
  }

  @Test
  void theLanguageOfTheSystemDoesNotMatter() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      millis.set(784_111_777_000L);
      assertEquals("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", text());
    } finally {
      Locale.setDefault(before);
    }
  }
}
