package dev.banyan.server.e2e.drill;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.LoadOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The drill: what a new system that goes wrong costs the users. Prints its table; {@code
 * docs/drill.md} keeps one.
 *
 * <p>{@code -Dbanyan.drill.seconds} sets how long a mode lasts, {@code -Dbanyan.drill.warm-up} for
 * how many seconds new is well before, {@code -Dbanyan.drill.parallel} how many modes run at once,
 * {@code -Dbanyan.drill.open-for} how long the breaker leaves new alone.
 */
class DrillTest {
  private static final List<BadMode> ALL = List.of(BadMode.values());
  private static final List<BadMode> TEN = ALL.subList(0, BadMode.SILENT.ordinal());
  private static final Set<LoadOutcome> NEVER =
      Set.of(LoadOutcome.WRONG_ANSWER, LoadOutcome.CONNECT_FAILED, LoadOutcome.NOT_SENT);
  private static final Duration REHEARSAL = Duration.ofSeconds(3);
  private static final double MOST_EXPOSURE = 0.05;

  @Test
  @Tag("slow")
  void tenBadModes() throws InterruptedException {
    drill(TEN, 5);
  }

  @Test
  @Tag("nightly")
  void seventeenBadModes() throws InterruptedException {
    drill(ALL, 1);
  }

  private static void drill(List<BadMode> modes, int parallel) throws InterruptedException {
    Duration warmUp = Duration.ofSeconds(Integer.getInteger("banyan.drill.warm-up", 0));
    Drill drill =
        new Drill(
            Duration.ofSeconds(Integer.getInteger("banyan.drill.seconds", 20)),
            warmUp,
            Integer.getInteger("banyan.drill.parallel", parallel),
            System.getProperty("banyan.drill.open-for", ""));
    // A rehearsal, so that it is not the JVM's first seconds that are measured.
    new Drill(REHEARSAL, Duration.ZERO, drill.parallel(), "").run(modes.subList(0, 5));
    List<ModeReport> reports = drill.run(modes);
    System.out.println(DrillTable.of(reports));
    List<Executable> checks = new ArrayList<>();
    for (ModeReport report : reports) {
      checks.add(() -> assertUsersAreServed(report));
      if (warmUp.isZero()
          && drill.openFor().isEmpty()
          && report.mode().kind() != BadMode.Kind.TOO_FEW) {
        checks.add(() -> assertNewIsLeftAlone(report));
      }
    }
    assertAll(checks);
  }

  private static void assertUsersAreServed(ModeReport report) {
    String mode = report.mode().toString();
    assertEquals(0, report.load().where(one -> NEVER.contains(one.outcome())).size(), mode);
    assertEquals(report.cutGets(), report.failedGets(), mode + ": failed GETs but those cut");
    if (!report.mode().cutsBodies()) {
      assertEquals(0, report.truncated(), mode + ": answers cut");
    }
    assertEquals(0, report.doubleExecutions(), mode + ": POSTs executed more than once");
  }

  private static void assertNewIsLeftAlone(ModeReport report) {
    Duration minimum = report.minimumMet().orElseThrow();
    double exposure = report.exposureSince(minimum.plusSeconds(1));
    assertTrue(
        exposure < MOST_EXPOSURE,
        report.mode() + ": exposure " + exposure + " from 1 s after " + minimum);
  }
}
