package dev.banyan.config;

import dev.banyan.config.document.EjectionDocument;
import dev.banyan.config.document.HealthDocument;
import dev.banyan.config.document.Located;
import java.time.Duration;

/** Checks whether what a backend says about health goes together. Stateless. */
final class HealthRules {
  private HealthRules() {}

  static void check(HealthDocument health, Problems problems) {
    EjectionDocument ejection = health.ejection();
    if (ejection == null) {
      return;
    }
    Located<Duration> longest = ejection.longest();
    Duration first = EjectionKeys.FOR.valueOr(ejection.first());
    if (longest != null && longest.value().compareTo(first) < 0) {
      String expected = " (expected: " + Durations.format(first) + " at least, as `for`)";
      problems.error(
          longest.span(), "longest: " + Durations.format(longest.value()) + expected, null);
    }
  }
}
