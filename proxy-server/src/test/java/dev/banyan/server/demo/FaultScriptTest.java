package dev.banyan.server.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.demo.FaultScript.Step;
import dev.banyan.server.demo.shop.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScriptTest {
  @Test
  void twentySecondsShowFourFaults() {
    assertEquals(
        "2000 errors, 3800 mend, 6500 hang, 8300 mend,"
            + " 11000 refuse, 12800 mend, 15500 writes, 17300 mend",
        text(FaultScript.of(Duration.ofSeconds(20))));
  }

  @Test
  void theShortestTimeShowsOneFault() {
    assertEquals("300 errors, 1380 mend", text(FaultScript.of(FaultScript.SHORTEST)));
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "6, 1", "8, 2", "20, 4", "40, 8", "600, 8"})
  void longerTimesShowMoreFaults(int seconds, int faults) {
    assertEquals(
        faults,
        FaultScript.of(Duration.ofSeconds(seconds)).steps().stream()
            .map(Step::fault)
            .filter(Objects::nonNull)
            .distinct()
            .count());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 7, 20, 33, 40, 600})
  void breaksAndMendsInTurnAndEndsMended(int seconds) {
    Duration length = Duration.ofSeconds(seconds);
    List<Step> steps = FaultScript.of(length).steps();

    Duration before = Duration.ZERO;
    for (int number = 0; number < steps.size(); number++) {
      Step step = steps.get(number);
      assertTrue(step.at().compareTo(before) > 0, () -> step + " of " + steps);
      assertEquals(number % 2 == 1, step.fault() == null, () -> step + " of " + steps);
      before = step.at();
    }
    assertTrue(before.compareTo(length) < 0, steps::toString);
    assertEquals(0, steps.size() % 2);
  }

  @Test
  void everyFaultHasItsTurnFromFortySecondsOn() {
    assertEquals(
        EnumSet.allOf(Fault.class),
        FaultScript.of(Duration.ofSeconds(40)).steps().stream()
            .map(Step::fault)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
  }

  private static String text(FaultScript script) {
    return script.steps().stream()
        .map(step ->
            step.at().toMillis() + " " + (step.fault() == null ? "mend" : step.fault().label()))
        .collect(Collectors.joining(", "));
  }
}
