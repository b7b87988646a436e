package dev.banyan.server.e2e.fallback;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.server.telemetry.Telemetry;
import dev.banyan.server.telemetry.TextFormat;
import dev.banyan.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a window of the breaker has counted, as the metrics say. Immutable.
 *
 * @param slow calls that were slow; each is also ok or failed
 */
record Calls(int ok, int failed, int slow) {
  /** Reads the window of reads or writes of the route {@code main}; waits until it is shown. */
  static Calls of(Telemetry telemetry, boolean reads) {
    MetricsText metrics =
        Await.value("metrics of the breaker", Sides.SOON, () -> scrape(telemetry), Calls::shownIn);
    String kind = reads ? "reads" : "writes";
    return new Calls(
        count(metrics, kind, "ok"), count(metrics, kind, "failed"), count(metrics, kind, "slow"));
  }

  /** All metrics at this moment. */
  static MetricsText scrape(Telemetry telemetry) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      telemetry.scrape(TextFormat.PROMETHEUS, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return MetricsText.parse(out.toString(StandardCharsets.UTF_8));
  }

  private static boolean shownIn(MetricsText metrics) {
    return metrics.has(sample("writes", "slow"));
  }

  private static int count(MetricsText metrics, String kind, String result) {
    return (int) metrics.value(sample(kind, result));
  }

  private static String sample(String kind, String result) {
    String labels = "{kind=\"" + kind + "\",result=\"" + result + "\",route=\"main\"}";
    return "banyan_breaker_window_calls" + labels;
  }
}
