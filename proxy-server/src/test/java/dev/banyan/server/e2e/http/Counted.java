package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.server.telemetry.TextFormat;
import dev.banyan.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a proxy's metrics say of the bounds that clients came up against. */
final class Counted {
  private final Edge edge;

  Counted(Edge edge) {
    this.edge = edge;
  }

  /** Waits until a bound was hit so often, and asserts that it was not more. */
  void awaitHits(String limit, int count) {
    await("banyan_client_limit_hits_total{limit=\"" + limit + "\"}", count);
  }

  /** Waits until a sample has this value or more, and asserts that it has this one. */
  void await(String sample, double value) {
    Await.until(sample, Edge.SOON, () -> scrape().has(sample) && value(sample) >= value);
    assertEquals(value, value(sample), sample);
  }

  double value(String sample) {
    return scrape().value(sample);
  }

  /** The sum over all samples of a metric. */
  double sum(String name) {
    return scrape().sum(name);
  }

  private MetricsText scrape() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      edge.proxy().banyan().telemetry().scrape(TextFormat.PROMETHEUS, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return MetricsText.parse(text.toString(StandardCharsets.UTF_8));
  }
}
