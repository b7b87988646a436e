package dev.banyan.config;

import dev.banyan.config.document.BreakerDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.WindowDocument;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.StatusSet;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Compiles {@code breaker}. Stateless. */
final class BreakerCompiler {
  private static final BreakerDocument NOTHING_WRITTEN =
      new BreakerDocument(
          RouteCompiler.NOWHERE, false, null, null, null, null, null, null, null, null);

  private BreakerCompiler() {}

  /** The breaker; null for {@code breaker: off}. */
  static @Nullable BreakerSpec compile(@Nullable BreakerDocument written, Duration timeout) {
    BreakerDocument breaker = written == null ? NOTHING_WRITTEN : written;
    if (breaker.off()) {
      return null;
    }
    WindowDocument window = BreakerKeys.WINDOW.valueOr(breaker.window());
    Located<Duration> slowCall = breaker.slowCall();
    return new BreakerSpec(
        percent(BreakerKeys.FAILURE_RATE.valueOr(breaker.failureRate())),
        StatusCompiler.compile(breaker.failures(), StatusSet.DEFAULT_FAILURES),
        slowCall == null ? timeout.dividedBy(2) : slowCall.value(),
        percent(BreakerKeys.SLOW_RATE.valueOr(breaker.slowRate())),
        window.calls(),
        window.time(),
        minimumCalls(breaker.minimumCalls(), window),
        BreakerKeys.OPEN_FOR.valueOr(breaker.openFor()),
        BreakerKeys.PROBES.valueOr(breaker.probes()));
  }

  /** The standard minimum must not ask for more calls than a small window holds. */
  private static int minimumCalls(@Nullable Located<Integer> written, WindowDocument window) {
    int minimum = BreakerKeys.MINIMUM_CALLS.valueOr(written);
    return written == null && window.calls() > 0 ? Math.min(minimum, window.calls()) : minimum;
  }

  private static float percent(int hundredths) {
    return hundredths / 100f;
  }
}
