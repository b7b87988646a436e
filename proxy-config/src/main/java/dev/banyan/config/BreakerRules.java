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
    BreakerDocument written = route.written().breaker();
    checkMinimum(breaker, written != null && written.minimumCalls() != null, problems);
    Located<String> newBackend = route.whole().newBackend();
    BackendDocument backend = newBackend == null ? null : backends.get(newBackend.value());
    if (breaker.slowCall() != null && backend != null) {
      Duration timeout = timeout(route.whole(), backend);
      boolean own = written != null && written.slowCall() != null;
      checkSlowCall(breaker.slowCall(), own ? null : route.written().timeout(), timeout, problems);
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

  /** Of two numbers that do not go together the one that the route itself says is to blame. */
  private static void checkMinimum(BreakerDocument breaker, boolean own, Problems problems) {
    Located<Integer> minimum = breaker.minimumCalls();
    Located<WindowDocument> window = breaker.window();
    int calls = BreakerKeys.WINDOW.valueOr(window).calls();
    if (minimum == null || calls == 0 || minimum.value() <= calls) {
      return;
    }
    if (own || window == null) {
      String expected = " (expected: " + calls + " at most, the size of the window)";
      problems.error(minimum.span(), "minimum-calls: " + minimum.value() + expected, null);
    } else {
      String expected = " (expected: " + minimum.value() + " at least, the minimum-calls)";
      problems.error(window.span(), "window: " + calls + expected, null);
    }
  }

  private static void checkSlowCall(
      Located<Duration> slowCall,
      @Nullable Located<Duration> ownTimeout,
      Duration timeout,
      Problems problems) {
    if (slowCall.value().compareTo(timeout) <= 0) {
      return;
    }
    String slow = Durations.format(slowCall.value());
    String most = Durations.format(timeout);
    if (ownTimeout == null) {
      String message = "slow-call: " + slow + " (expected: " + most + " at most, the timeout)";
      problems.error(slowCall.span(), message, null);
    } else {
      String message = "timeout: " + most + " (expected: " + slow + " at least, the slow-call)";
      problems.error(ownTimeout.span(), message, null);
    }
  }
}
