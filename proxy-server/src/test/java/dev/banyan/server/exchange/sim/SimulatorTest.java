package dev.banyan.server.exchange.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Exchanges in random schedules: one response at most, nothing executed twice, every permit closed
 * once, every buffer released, every exchange ends.
 *
 * <p>{@code banyan.simulator.schedules} says how many schedules are played, {@code
 * banyan.simulator.base} from which base seed; {@code banyan.simulator.seed} plays one schedule.
 */
class SimulatorTest {
  private static final int FEW = 500;

  @Test
  void fewSchedulesKeepEveryPromise() {
    new Simulator().play(base(), FEW);
  }

  @Test
  @Tag("slow")
  void manySchedulesKeepEveryPromiseAndMeetEveryCase() {
    Long only = Long.getLong("banyan.simulator.seed");
    Simulator simulator = new Simulator();
    if (only != null) {
      simulator.play(only);
      return;
    }
    int schedules = Integer.getInteger("banyan.simulator.schedules", 20_000);
    simulator.play(base(), schedules);
    assertEquals(List.of(), rareCases(simulator.coverage(), schedules), simulator.coverage()::text);
  }

  private static long base() {
    return Long.getLong("banyan.simulator.base", 20_261_122L);
  }

  private static List<String> rareCases(Coverage coverage, int schedules) {
    List<String> rare = new ArrayList<>();
    for (String wanted : ExpectedCases.ALL) {
      int least = Math.max(1, schedules / 2000);
      if (coverage.of(wanted) < least) {
        rare.add(wanted + ": " + coverage.of(wanted) + " (expected: " + least + " or more)");
      }
    }
    return rare;
  }
}
