package dev.banyan.server.demo;

import dev.banyan.server.demo.shop.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the demo breaks and mends new by itself: a tenth of the time all is well; then come turns of
 * about five seconds, each two fifths broken and three fifths mended, each with the next fault. All
 * faults have their turn from 40 s on. Immutable.
 *
 * @param steps what happens, in order
 * @param length the time of all steps together
 */
public record FaultScript(List<Step> steps, Duration length) {
  /** The shortest time in which a breaker can open. */
  public static final Duration SHORTEST = Duration.ofSeconds(3);

  /** The faults in the order of their turns: the most telling first. */
  private static final List<Fault> ORDER =
      List.of(
          Fault.ERRORS,
          Fault.HANG,
          Fault.REFUSE,
          Fault.WRITES,
          Fault.SLOW,
          Fault.GARBAGE,
          Fault.RESET,
          Fault.CUT);

  private static final long TURN_MILLIS = 5_000;

  /** Copies the list. */
  public FaultScript {
    steps = List.copyOf(steps);
  }

  /**
   * A change of new.
   *
   * @param at from the begin of the script
   * @param fault what new has from then on; null if it is mended
   */
  public record Step(Duration at, @Nullable Fault fault) {}

  /** The script for so long a time. */
  public static FaultScript of(Duration length) {
    long millis = length.toMillis();
    long healthy = millis / 10;
    int turns =
        (int) Math.max(1, Math.min(ORDER.size(), Math.round((double) millis / TURN_MILLIS)));
    long turn = (millis - healthy) / turns;
    List<Step> steps = new ArrayList<>();
    for (int number = 0; number < turns; number++) {
      long begin = healthy + number * turn;
      steps.add(new Step(Duration.ofMillis(begin), ORDER.get(number)));
      steps.add(new Step(Duration.ofMillis(begin + turn * 2 / 5), null));
    }
    return new FaultScript(steps, length);
  }
}
