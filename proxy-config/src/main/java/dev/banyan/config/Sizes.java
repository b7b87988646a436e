package dev.banyan.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sizes in bytes: a whole number and one of the units B, KiB, MiB and GiB.
 *
 * @param least the smallest allowed
 * @param most the largest allowed
 */
record Sizes(long least, long most) implements ScalarType<Long> {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,9}) ?([A-Za-z]*)");

  /** From the largest to the smallest. */
  private static final List<Unit> UNITS =
      List.of(new Unit("GiB", 30), new Unit("MiB", 20), new Unit("KiB", 10), new Unit("B", 0));

  @Override
  public String label() {
    return "size";
  }

  @Override
  public Reading<Long> read(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    Unit unit = matcher.matches() ? unit(matcher.group(2)) : null;
    if (unit == null || text.indexOf(' ') >= 0) {
      return Reading.refused("a size such as 512B, 64KiB, 10MiB or 1GiB", meant(text));
    }
    long value = Long.parseLong(matcher.group(1)) << unit.shift;
    if (value < least || value > most) {
      return Reading.refused(format(least) + " to " + format(most), null);
    }
    return Reading.of(value);
  }

  /** A size as a table writes it, in the largest unit that is exact. */
  static String format(long bytes) {
    for (Unit unit : UNITS) {
      if (bytes > 0 && bytes % (1L << unit.shift) == 0) {
        return (bytes >> unit.shift) + unit.name;
      }
    }
    return bytes + "B";
  }

  private static @Nullable String meant(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
      case "", "b", "byte", "bytes" -> matcher.group(1) + "B";
      case "k", "kb", "kib" -> matcher.group(1) + "KiB";
      case "m", "mb", "mib" -> matcher.group(1) + "MiB";
      case "g", "gb", "gib" -> matcher.group(1) + "GiB";
      default -> null;
    };
  }

  private static @Nullable Unit unit(String name) {
    return UNITS.stream().filter(unit -> unit.name.equals(name)).findFirst().orElse(null);
  }

  private record Unit(String name, int shift) {}
}
