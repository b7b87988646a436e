package dev.banyan.config;

import dev.banyan.config.document.WindowDocument;
import java.time.Duration;

/** Sizes of a breaker's window: a number of calls, or a time in whole seconds. */
record Windows() implements ScalarType<WindowDocument> {
  /** The only one. */
  static final Windows INSTANCE = new Windows();

  private static final Counts CALLS = Counts.of(1, 10_000);
  private static final Durations TIME = new Durations(Duration.ofSeconds(1), Duration.ofHours(1));
  private static final String EXPECTED =
      "a number of calls, 1 to 10000, or a time in whole seconds, 1s to 1h";

  @Override
  public String label() {
    return "number or duration";
  }

  @Override
  public Reading<WindowDocument> read(String text) {
    Integer calls = CALLS.read(text).value();
    if (calls != null) {
      return Reading.of(new WindowDocument(calls, null));
    }
    Reading<Duration> time = TIME.read(text);
    Duration length = time.value();
    return length == null || length.toMillisPart() != 0
        ? Reading.refused(EXPECTED, time.meant())
        : Reading.of(new WindowDocument(0, length));
  }
}
