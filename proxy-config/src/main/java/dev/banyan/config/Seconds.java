package dev.banyan.config;

import java.time.Duration;

/**
 * Durations of whole seconds.
 *
 * @param least the shortest allowed
 * @param longest the longest allowed
 */
record Seconds(Duration least, Duration longest) implements ScalarType<Duration> {
  @Override
  public String label() {
    return "duration";
  }

  @Override
  public Reading<Duration> read(String text) {
    Reading<Duration> reading = new Durations(least, longest).read(text);
    Duration value = reading.value();
    return value == null || value.toMillis() % 1_000 == 0
        ? reading
        : Reading.refused("whole seconds", null);
  }
}
