package dev.banyan.server.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.banyan.core.resilience.BreakerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakerWatchTest {
  private static final long SECOND = 1_000_000_000L;

  private final BreakerWatch watch = new BreakerWatch();

  @Test
  void closedAtFirstIsNoNews() {
    assertEquals(List.of(), watch.update(Map.of("a", BreakerState.CLOSED), 0));
    assertEquals(BreakerState.CLOSED, watch.state("a"));
  }

  @Test
  void openingTellsHowLongNewWasBroken() {
    watch.changed(true, 5 * SECOND);

    assertEquals(
        List.of(
            new BreakerWatch.Change(
                "a", BreakerState.CLOSED, BreakerState.OPEN, Duration.ofSeconds(2))),
        watch.update(Map.of("a", BreakerState.OPEN), 7 * SECOND));
    assertEquals(List.of(), watch.update(Map.of("a", BreakerState.OPEN), 8 * SECOND));
  }

  @Test
  void anOpeningWhileNewIsHealthyHasNoTime() {
    watch.changed(true, 0);
    watch.changed(false, SECOND);

    assertEquals(
        List.of(new BreakerWatch.Change("a", BreakerState.CLOSED, BreakerState.OPEN, null)),
        watch.update(Map.of("a", BreakerState.OPEN), 2 * SECOND));
    assertNull(watch.counts("a").fastest());
  }

  @Test
  void anOpeningByProbesHasNoTime() {
    watch.changed(true, 0);
    watch.update(Map.of("a", BreakerState.OPEN), SECOND);
    watch.update(Map.of("a", BreakerState.HALF_OPEN), 2 * SECOND);

    assertEquals(
        List.of(new BreakerWatch.Change("a", BreakerState.HALF_OPEN, BreakerState.OPEN, null)),
        watch.update(Map.of("a", BreakerState.OPEN), 3 * SECOND));
    assertEquals(new BreakerWatch.Counts(2, 0, Duration.ofSeconds(1)), watch.counts("a"));
  }

  @Test
  void countsOpeningsAndClosingsAndKeepsTheFastest() {
    watch.changed(true, 0);
    watch.update(Map.of("a", BreakerState.OPEN, "b", BreakerState.CLOSED), 3 * SECOND);
    watch.update(Map.of("a", BreakerState.HALF_OPEN, "b", BreakerState.CLOSED), 4 * SECOND);
    watch.update(Map.of("a", BreakerState.CLOSED, "b", BreakerState.CLOSED), 5 * SECOND);
    watch.changed(true, 10 * SECOND);
    watch.update(Map.of("a", BreakerState.OPEN, "b", BreakerState.OPEN), 11 * SECOND);

    assertEquals(new BreakerWatch.Counts(2, 1, Duration.ofSeconds(1)), watch.counts("a"));
    assertEquals(new BreakerWatch.Counts(1, 0, Duration.ofSeconds(1)), watch.counts("b"));
  }

  @Test
  void aRouteThatIsGoneHasNoState() {
    watch.update(Map.of("a", BreakerState.OPEN), 0);
    watch.update(Map.of(), 1);

    assertNull(watch.state("a"));
    assertEquals(1, watch.counts("a").openings());
  }
}
