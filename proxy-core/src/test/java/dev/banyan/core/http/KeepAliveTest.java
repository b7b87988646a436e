package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a backend lets a connection be unused. */
class KeepAliveTest {
  private static final long MILLI = 1_000_000L;

  private static long millis(String lines) {
    byte[] bytes = ("HTTP/1.1 200 OK\r\n" + lines + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    HeadParser parser = new HeadParser(new HeadLimits(1_000, 1_000, 20));
    long nanos = KeepAlive.nanos(Objects.requireNonNull(parser.parseResponse(bytes, bytes.length)));
    return nanos == KeepAlive.UNLIMITED ? -1 : nanos / MILLI;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timeout=5            | 4000",
        "timeout=5, max=100   | 4000",
        "max=100, timeout=60  | 59000",
        "max=100,Timeout=3    | 2000",
        "timeout = 4          | 3000",
        "timeout=2            | 1000",
        "timeout=1            | 500",
        "timeout=0            | 0",
        "timeout=999999999    | 999999998000",
        "timeout=1000000000   | -1",
        "timeout=             | -1",
        "timeout=-1           | -1",
        "timeout=5s           | -1",
        "timeout              | -1",
        "my-timeout=5         | -1",
        "max=100              | -1",
        ",,                   | -1",
      })
  void theTimeoutLessAMargin(String value, long millis) {
    assertEquals(millis, millis("Keep-Alive: " + value + "\r\n"));
  }

  @Test
  void nothingSaidIsNoLimit() {
    assertEquals(-1, millis("Connection: keep-alive\r\n"));
  }

  @Test
  void theFirstLineWithATimeoutCounts() {
    assertEquals(
        2000, millis("Keep-Alive: max=3\r\nKeep-Alive: timeout=3\r\nKeep-Alive: timeout=9\r\n"));
  }
}
