package dev.banyan.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The word {@code on} or {@code off} in the place of a mapping.
 *
 * @param keys keys that the mapping may have, for messages
 */
record OnOff(String keys) implements ScalarType<Boolean> {
  @Override
  public String label() {
    return "`on`, `off`";
  }

  @Override
  public Reading<Boolean> read(String text) {
    return switch (text) {
      case "on" -> Reading.of(true);
      case "off" -> Reading.of(false);
      default -> Reading.refused("on, off or a mapping with keys such as " + keys, meant(text));
    };
  }

  private static @Nullable String meant(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> "on";
      case "no", "false", "none" -> "off";
      default -> Suggestions.nearest(text, List.of("on", "off"));
    };
  }
}
