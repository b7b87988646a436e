package dev.banyan.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Truth values: {@code true} or {@code on}, {@code false} or {@code off}. */
record Switches() implements ScalarType<Boolean> {
  /** The only one. */
  static final Switches INSTANCE = new Switches();

  @Override
  public String label() {
    return "`true`, `false`";
  }

  @Override
  public Reading<Boolean> read(String text) {
    return switch (text) {
      case "true", "on" -> Reading.of(true);
      case "false", "off" -> Reading.of(false);
      default -> Reading.refused("true or false", meant(text));
    };
  }

  private static @Nullable String meant(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "y", "1" -> "true";
      case "no", "n", "0" -> "false";
      default -> Suggestions.nearest(text, List.of("true", "false", "on", "off"));
    };
  }
}
