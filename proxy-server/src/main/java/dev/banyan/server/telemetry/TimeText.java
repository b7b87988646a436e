package dev.banyan.server.telemetry;

import dev.banyan.core.http.Ascii;
import dev.banyan.server.log.Line;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes times as {@code 2026-11-22T09:18:52.123Z} (RFC 3339 in UTC), and formats anew only when
 * the second changes. Confined to one thread.
 */
final class TimeText {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

  private long second = Long.MIN_VALUE;
  private byte[] text = {};

  /**
   * Appends a time.
   *
   * @param millis since 1970 UTC
   */
  void write(long millis, Line line) {
    long now = Math.floorDiv(millis, 1000L);
    if (now != second) {
      second = now;
      text = Ascii.bytes(SECONDS.format(Instant.ofEpochSecond(now)));
    }
    line.put(text).padded(Math.floorMod(millis, 1000L), 3).put('Z');
  }
}
