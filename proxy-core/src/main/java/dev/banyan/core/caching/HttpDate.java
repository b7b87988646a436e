package dev.banyan.core.caching;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates of HTTP in their three forms (RFC 9110 section 5.6.7). Stateless. */
final class HttpDate {
  /** What stands for a date that is missing or can't be read. */
  static final long NONE = Long.MIN_VALUE;

  private static final int LONGEST = 40;
  private static final DateTimeFormatter RFC_850 =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("EEEE, dd-MMM-")
          .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
          .appendPattern(" HH:mm:ss 'GMT'")
          .toFormatter(Locale.ENGLISH);
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);
  private static final List<DateTimeFormatter> OBSOLETE = List.of(RFC_850, ASCTIME);

  private HttpDate() {}

  /** The milliseconds since 1970 UTC of a date, or {@link #NONE}. */
  static long millis(@Nullable String text) {
    if (text == null || text.length() > LONGEST) {
      return NONE;
    }
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant()
          .toEpochMilli();
    } catch (DateTimeException e) {
      return obsolete(text);
    }
  }

  private static long obsolete(String text) {
    for (DateTimeFormatter form : OBSOLETE) {
      try {
        return LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC).toEpochMilli();
      } catch (DateTimeException e) {
        // It may be of the next form.
      }
    }
    return NONE;
  }
}
