package dev.banyan.server.e2e.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawOrigin;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Endpoints that die, hang, lie and come back under steady load cost no client an answer. */
class ComeAndGoTest {
  private static final String TABLE =
      """
      backends:
        fresh:
          urls: [@0, @1, @2]
          slow-start: 200ms
          connect-timeout: 5s
          health-check: { path: /steady, every: 50ms, timeout: 250ms }
          ejection: { failures: 3, for: 200ms, longest: 1s }
        old: @3
      legacy: old
      routes:
        - { name: r, match: { path: /** }, new: fresh, share: 100%, timeout: 250ms, breaker: off }
      """;

  /** What befalls the origins, one after the other. */
  private static final List<Consumer<RawOrigin>> TROUBLES =
      List.of(
          origin -> {
            origin.stopListening();
            origin.resetConnections();
          },
          origin -> origin.behave(Failures.hang()),
          origin -> origin.behave(Failures.resetBeforeHead()),
          origin -> {
            origin.stopListening();
            origin.closeConnections();
          });

  private static void heal(RawOrigin origin) {
    origin.behave(Farm.WELL);
    origin.resumeListening();
  }

  private static void awaitUp(Farm farm, int endpoint, boolean up) {
    Await.until(
        "endpoint " + endpoint + (up ? " is up" : " is down"),
        Farm.SOON,
        () -> farm.backend("fresh").endpoints().get(endpoint).up() == up);
  }

  @Test
  void readsAreAllAnswered() {
    try (Farm farm = new Farm(2, 4, TABLE);
        SteadyLoad load = SteadyLoad.start(farm, 6, "GET")) {
      for (int turn = 0; turn < TROUBLES.size(); turn++) {
        int victim = turn % 3;
        load.awaitMoreBy(victim, 20);
        TROUBLES.get(turn).accept(farm.origin(victim));
        awaitUp(farm, victim, false);
        load.awaitMoreBy((victim + 1) % 3, 20);
        heal(farm.origin(victim));
        awaitUp(farm, victim, true);
      }
      load.awaitMoreBy(TROUBLES.size() % 3, 20);
      load.stop();
      assertEquals(List.of(), load.losses());
    }
  }

  @Test
  void withAllOfNewGoneLegacyAnswersAndNewIsBackByItself() {
    try (Farm farm = new Farm(2, 4, TABLE);
        SteadyLoad load = SteadyLoad.start(farm, 6, "GET")) {
      load.awaitMoreBy(0, 20);
      for (int i = 0; i < 3; i++) {
        TROUBLES.get(i).accept(farm.origin(i));
      }
      for (int i = 0; i < 3; i++) {
        awaitUp(farm, i, false);
      }
      load.awaitMoreBy(3, 50);
      for (int i = 0; i < 3; i++) {
        heal(farm.origin(i));
      }
      for (int i = 0; i < 3; i++) {
        load.awaitMoreBy(i, 10);
      }
      load.stop();
      assertEquals(List.of(), load.losses());
    }
  }
}
