package dev.banyan.config;

import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.BreakerDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.WindowDocument;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks whether the numbers of a breaker go together. Stateless. */
final class BreakerRules {
  private BreakerRules() {}

  static void check(
      EffectiveRoute route, Map<String, BackendDocument> backends, Problems problems) {
    BreakerDocument breaker = route.whole().breaker();
    if (breaker == null || breaker.off()) {
      return;
    }
    checkMinimum(breaker, problems);
    Located<String> newBackend = route.whole().newBackend();
    BackendDocument backend = newBackend == null ? null : backends.get(newBackend.value());
    if (breaker.slowCall() != null && backend != null) {
      checkSlowCall(breaker.slowCall(), timeout(route.whole(), backend), problems);
    }
  }

  /** The longest wait for new's response head. */
  static Duration timeout(RouteDocument route, @Nullable BackendDocument newBackend) {
    if (route.timeout() != null) {
      return route.timeout().value();
    }
    return newBackend == null || newBackend.timeout() == null
        ? BackendKeys.TIMEOUT.standardValue()
        : newBackend.timeout().value();
  }

  private static void checkMinimum(BreakerDocument breaker, Problems problems) {
    Located<Integer> minimum = breaker.minimumCalls();
    int window = breaker.window() == null ? windowOfDefault() : breaker.window().value().calls();
    if (minimum != null && window > 0 && minimum.value() > window) {
      String expected = " (expected: " + window + " at most, the size of the window)";
      problems.error(minimum.span(), "minimum-calls: " + minimum.value() + expected, null);
    }
  }

  private static int windowOfDefault() {
    WindowDocument window = BreakerKeys.WINDOW.standardValue();
    return window.calls();
  }

  private static void checkSlowCall(
      Located<Duration> slowCall, Duration timeout, Problems problems) {
    if (slowCall.value().compareTo(timeout) > 0) {
      String expected = " (expected: " + Durations.format(timeout) + " at most, the timeout)";
      String message = "slow-call: " + Durations.format(slowCall.value()) + expected;
      problems.error(slowCall.span(), message, null);
    }
  }
}
