package dev.banyan.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations: a whole number and one of the units ms, s, m and h.
 *
 * @param least the shortest allowed
 * @param longest the longest allowed
 */
record Durations(Duration least, Duration longest) implements ScalarType<Duration> {
  /** From a millisecond to a day. */
  static final Durations POSITIVE = new Durations(Duration.ofMillis(1), Duration.ofDays(1));

  /** From nothing to a day. */
  static final Durations FROM_ZERO = new Durations(Duration.ZERO, Duration.ofDays(1));

  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,9}) ?([A-Za-z]*)");
  private static final int LONGEST_SECONDS = 2;
  private static final Pattern SECONDS_WITH_FRACTION = Pattern.compile("(\\d{1,6})\\.(\\d{1,3})s?");

  /** From the largest to the smallest. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("h", 3_600_000), new Unit("m", 60_000), new Unit("s", 1_000), new Unit("ms", 1));

  private static final Map<String, String> UNITS_ELSEWHERE =
      Map.ofEntries(
          Map.entry("", "s"),
          Map.entry("sec", "s"),
          Map.entry("secs", "s"),
          Map.entry("second", "s"),
          Map.entry("seconds", "s"),
          Map.entry("min", "m"),
          Map.entry("mins", "m"),
          Map.entry("minute", "m"),
          Map.entry("minutes", "m"),
          Map.entry("hr", "h"),
          Map.entry("hrs", "h"),
          Map.entry("hour", "h"),
          Map.entry("hours", "h"),
          Map.entry("msec", "ms"),
          Map.entry("msecs", "ms"),
          Map.entry("millis", "ms"),
          Map.entry("millisecond", "ms"),
          Map.entry("milliseconds", "ms"));

  @Override
  public String label() {
    return "duration";
  }

  @Override
  public Reading<Duration> read(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    Unit unit = matcher.matches() ? unit(matcher.group(2)) : null;
    if (unit == null || text.indexOf(' ') >= 0) {
      return Reading.refused("a duration such as 250ms, 2s, 5m or 1h", allowed(meant(text)));
    }
    Duration value = Duration.ofMillis(Long.parseLong(matcher.group(1)) * unit.millis);
    if (value.compareTo(least) < 0 || value.compareTo(longest) > 0) {
      return Reading.refused(format(least) + " to " + format(longest), null);
    }
    return Reading.of(value);
  }

  /** A duration as a table writes it, in the largest unit that is exact. */
  static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    for (Unit unit : UNITS) {
      if (millis % unit.millis == 0) {
        return millis / unit.millis + unit.name;
      }
    }
    return millis + "ms";
  }

  private @Nullable String allowed(@Nullable String meant) {
    return meant == null || read(meant).value() == null ? null : meant;
  }

  private static @Nullable String meant(String text) {
    Matcher fraction = SECONDS_WITH_FRACTION.matcher(text);
    if (fraction.matches()) {
      int millis = Integer.parseInt((fraction.group(2) + "00").substring(0, 3));
      return format(Duration.ofMillis(Integer.parseInt(fraction.group(1)) * 1_000L + millis));
    }
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    if (unit.isEmpty() && matcher.group(1).length() > LONGEST_SECONDS) {
      return null; // 800 are milliseconds for one, 300 seconds for another
    }
    String meant = unit(unit) != null ? unit : UNITS_ELSEWHERE.get(unit);
    return meant == null ? null : matcher.group(1) + meant;
  }

  private static @Nullable Unit unit(String name) {
    return UNITS.stream().filter(unit -> unit.name.equals(name)).findFirst().orElse(null);
  }

  private record Unit(String name, long millis) {}
}
