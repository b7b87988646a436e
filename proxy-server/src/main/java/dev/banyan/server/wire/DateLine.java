package dev.banyan.server.wire;

import dev.banyan.core.http.Ascii;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The {@code Date} line of this second, as an IMF-fixdate (RFC 9110 sections 5.6.7 and 6.6.1).
 * Formatted at most once a second. Confined to an event loop.
 */
public final class DateLine {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("'Date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long NEVER = Long.MIN_VALUE;

  private final LongSupplier epochMillis;
  private long second = NEVER;
  private byte[] line = {};

  /** A line by this clock, in milliseconds since 1970. */
  public DateLine(LongSupplier epochMillis) {
    this.epochMillis = epochMillis;
  }

  /** The line with its CRLF; not to be changed. */
  public byte[] bytes() {
    long now = Math.floorDiv(epochMillis.getAsLong(), 1000L);
    if (now != second) {
      second = now;
      line = Ascii.bytes(IMF_FIXDATE.format(Instant.ofEpochSecond(now)));
    }
    return line;
  }
}
