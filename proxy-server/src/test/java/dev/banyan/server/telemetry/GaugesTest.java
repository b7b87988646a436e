package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GaugesTest {
  private final Telemetry telemetry = new Telemetry(10);

  @AfterEach
  void close() {
    telemetry.close();
  }

  private MetricsText scrape() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    telemetry.scrape(TextFormat.PROMETHEUS, out);
    return MetricsText.parse(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void valuesAreAskedForAtTheScrape() throws IOException {
    AtomicLong open = new AtomicLong(3);
    telemetry.gauges().gauge("banyan_pool_connections", "Open.", open::get, "backend", "a");
    telemetry.gauges().gauge("banyan_pool_connections", "Open.", () -> 7, "backend", "b");
    telemetry.gauges().counter("banyan_accepted_total", "Accepted.", open::get);
    assertEquals(3, scrape().value("banyan_pool_connections{backend=\"a\"}"));
    open.set(4);

    MetricsText metrics = scrape();
    assertEquals(4, metrics.value("banyan_pool_connections{backend=\"a\"}"));
    assertEquals(7, metrics.value("banyan_pool_connections{backend=\"b\"}"));
    assertEquals(4, metrics.value("banyan_accepted_total"));
    assertEquals("counter", metrics.types().get("banyan_accepted_total"));
    assertEquals("gauge", metrics.types().get("banyan_pool_connections"));
  }

  @Test
  void aSupplierThatNobodyElseHoldsIsKept() throws IOException {
    telemetry.gauges().counter("banyan_made_total", "Made.", new AtomicLong(5)::get);
    System.gc();

    assertEquals(5, scrape().value("banyan_made_total"));
  }

  @Test
  void aLaterOneTakesThePlace() throws IOException {
    telemetry.gauges().gauge("banyan_a", "A.", () -> 1, "x", "y");
    telemetry.gauges().gauge("banyan_a", "A.", () -> 2, "x", "y");

    assertEquals(2, scrape().value("banyan_a{x=\"y\"}"));
  }

  @Test
  void aClosedOneIsGone() throws IOException {
    Gauges.Registration gauge = telemetry.gauges().gauge("banyan_a", "A.", () -> 1);
    Gauges.Registration counter = telemetry.gauges().counter("banyan_b_total", "B.", () -> 1);
    gauge.close();
    counter.close();

    MetricsText metrics = scrape();
    assertFalse(metrics.has("banyan_a"));
    assertFalse(metrics.has("banyan_b_total"));
  }

  @Test
  void otherPrefixesAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> telemetry.gauges().gauge("pool", "Pool.", () -> 1));
  }
}
