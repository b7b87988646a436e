package dev.banyan.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What checks and failed requests make of an endpoint. Times are in seconds. */
class EndpointHealthTest {
  private static final long SECOND = 1_000_000_000L;
  private static final HealthCheckSpec CHECK = check("/health", 2, 3);
  private static final EjectionSpec EJECTION =
      new EjectionSpec(3, Duration.ofSeconds(10), Duration.ofSeconds(35));
  private static final HealthSpec SPEC = spec(CHECK, EJECTION);

  private long now = Long.MAX_VALUE - 5 * SECOND;
  private final EndpointHealth health = new EndpointHealth(SPEC, false, now);

  private static HealthCheckSpec check(String path, int healthyAfter, int unhealthyAfter) {
    Duration second = Duration.ofSeconds(1);
    return new HealthCheckSpec(
        path, null, second, second, healthyAfter, unhealthyAfter, HealthCheckSpec.DEFAULT_STATUS);
  }

  private static HealthSpec spec(HealthCheckSpec check, EjectionSpec ejection) {
    return new HealthSpec(Duration.ofSeconds(10), check, ejection);
  }

  private void after(long seconds) {
    now += seconds * SECOND;
    health.passed(now);
  }

  /** Fails requests, while another endpoint is well. */
  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      health.streak().failed();
      health.failed(true, now);
    }
  }

  /** Runs checks, {@code +} for one that passes and {@code -} for one that fails. */
  private String run(String checks) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < checks.length(); i++) {
      health.checked(checks.charAt(i) == '+', now);
      seen.append(health.standing().up() ? 'U' : 'd');
    }
    return seen.toString();
  }

  @ParameterizedTest
  @CsvSource({
    // checks, up after each: three failures in a row take it down, two successes bring it back
    "+++, UUU",
    "+--+---, UUUUUUd",
    "+---+-++, UUUddddU",
    "+----++, UUUdddU",
    "+--+--+--, UUUUUUUUU",
    "+---++---, UUUddUUUd",
  })
  void thresholdsCountInARow(String checks, String up) {
    assertEquals(up, run(checks));
  }

  @ParameterizedTest
  @CsvSource({"-, d", "-+, dd", "-++, ddU", "+-, UU"})
  void theFirstCheckDecidesAlone(String checks, String up) {
    assertEquals(up, run(checks));
  }

  @Test
  void anotherCheckDecidesAtOnceAgain() {
    run("+---");
    health.follow(spec(check("/other", 2, 3), EJECTION), now);
    assertFalse(health.standing().up(), "until it has");
    assertEquals("U", run("+"));
  }

  @Test
  void otherSettingsThanTheCheckChangeNothing() {
    run("+---+");
    health.follow(new HealthSpec(Duration.ZERO, CHECK, EjectionSpec.DEFAULT), now);
    assertEquals("U", run("+"), "the second in a row");
  }

  @Test
  void withoutACheckItIsUp() {
    run("-");
    health.follow(spec(null, EJECTION), now);
    assertTrue(health.standing().up());
    health.checked(false, now);
    assertTrue(health.standing().up(), "a check that was still under way");
  }

  @Test
  void failuresInARowEject() {
    fail(2);
    health.streak().answered();
    fail(2);
    assertFalse(health.standing().ejected());
    fail(1);
    assertTrue(health.standing().ejected());
    after(9);
    assertTrue(health.standing().ejected());
    after(1);
    assertFalse(health.standing().ejected());
  }

  @Test
  void whereNoOtherIsWellNobodyIsEjected() {
    for (int i = 0; i < 100; i++) {
      health.streak().failed();
      health.failed(false, now);
    }
    assertFalse(health.standing().ejected());
    fail(1);
    assertTrue(health.standing().ejected(), "once another is well");
  }

  @Test
  void whoIsBackIsEjectedByOneFailureForTwiceAsLongAndSoOnUpToABound() {
    fail(3);
    for (int seconds : new int[] {10, 20, 35, 35}) {
      assertEquals(seconds * SECOND, health.ejectedNanos());
      after(seconds - 1);
      assertTrue(health.standing().ejected());
      after(1);
      assertFalse(health.standing().ejected());
      fail(1);
      assertTrue(health.standing().ejected());
    }
  }

  @Test
  void whoIsNeededIsBackAtOnceAndStillOnProbation() {
    health.needed(now);
    assertFalse(health.standing().warming(), "it was there");
    fail(3);
    after(4);
    health.needed(now);
    assertFalse(health.standing().ejected());
    after(4);
    fail(1);
    assertEquals(20 * SECOND, health.ejectedNanos());
  }

  @Test
  void whoAnswersOnceHasAllItsChancesAgain() {
    fail(3);
    after(10);
    health.streak().answered();
    fail(2);
    assertFalse(health.standing().ejected());
  }

  @Test
  void whoWasWellForAsLongAsItWasEjectedBeginsAnew() {
    fail(3);
    after(10);
    fail(1);
    after(20);
    after(19);
    fail(1);
    assertEquals(35 * SECOND, health.ejectedNanos());
    after(35);
    after(35);
    fail(1);
    assertEquals(10 * SECOND, health.ejectedNanos());
  }

  @Test
  void withoutEjectionNobodyIsLeftAlone() {
    fail(3);
    health.follow(spec(CHECK, null), now);
    assertFalse(health.standing().ejected());
    fail(100);
    assertFalse(health.standing().ejected());
  }

  @Test
  void anEndpointThatJoinsOrIsBackWarmsUp() {
    assertFalse(health.standing().warming(), "one that was there from the start");
    assertTrue(new EndpointHealth(SPEC, true, now).standing().warming());

    run("-");
    now += 7 * SECOND;
    run("++");
    assertEquals(new Standing(true, false, true, now), health.standing());
  }

  @Test
  void downAndEjectedItIsBackOnceItIsNeither() {
    fail(3);
    run("-");
    after(10);
    assertFalse(health.standing().available());
    assertFalse(health.standing().warming());
    after(1);
    run("++");
    assertEquals(new Standing(true, false, true, now), health.standing());
  }
}
