package dev.banyan.server.telemetry;

import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.server.log.ApplicationLog;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What Banyan counts of its traffic, and how it is read: by Prometheus and as a window of the last
 * 10 seconds. Shared-safe; event loops touch only the meters that {@link #newLoop()} gave them.
 */
public final class Telemetry implements AutoCloseable {
  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(new Strict());
  private final RouteDirectory directory;
  private final TrafficWindow window;
  private final Shares shares;
  private final List<LoopLag> lags = new CopyOnWriteArrayList<>();
  private final BreakerMeters breakers = new BreakerMeters();
  private final InFlightMeters inFlight = new InFlightMeters();
  private final Gauges gauges = new Gauges(registry);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final WindowTicker ticker;

  /**
   * Telemetry that has begun.
   *
   * @param routes how many routes have meters of their own: {@code metrics.routes}
   */
  public Telemetry(int routes) {
    directory = new RouteDirectory(routes);
    window = new TrafficWindow(directory, System.nanoTime());
    shares = new Shares(directory, window);
    registry
        .getPrometheusRegistry()
        .register(new MeterCollector(directory, shares, breakers, inFlight, lags));
    bindJvm();
    ticker = new WindowTicker(window);
  }

  private void bindJvm() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** The meters of one event loop; each loop needs its own. */
  public LoopMeters newLoop() {
    return new LoopMeters(directory);
  }

  /** Where one event loop says how late it is; each loop needs its own. */
  public LoopLag newLag(int loop) {
    LoopLag lag = new LoopLag(Integer.toString(loop));
    lags.add(lag);
    return lag;
  }

  /**
   * Takes the routes of a table that takes effect: those that are gone lose their meters, all
   * others keep them. From any thread.
   */
  public void serve(List<RoutePolicy> routes) {
    directory.serve(routes.stream().map(RoutePolicy::name).toList());
    shares.serve(routes);
  }

  /** Where other packages register their own gauges. */
  public Gauges gauges() {
    return gauges;
  }

  /** Shows how the access log keeps up. */
  public void watch(AccessLog log) {
    gauges.counter(
        "banyan_access_log_dropped_lines",
        "Lines of the access log that found the ring full or could not be written.",
        log::dropped);
    gauges.gauge(
        "banyan_access_log_waiting_lines",
        "Lines of the access log that wait to be written.",
        log::waiting);
    gauges.gauge(
        "banyan_access_log_waiting_lines_max",
        "How many lines of the access log may wait; 0 if it is off.",
        log::capacity);
  }

  /** Shows how the application's log keeps up. */
  public void watch(ApplicationLog log) {
    gauges.counter(
        "banyan_log_dropped_lines",
        "Lines of the application's log that found the ring full or could not be written.",
        log::dropped);
    gauges.gauge(
        "banyan_log_waiting_lines",
        "Lines of the application's log that wait to be written.",
        log::waiting);
    gauges.gauge(
        "banyan_log_waiting_lines_max",
        "How many lines of the application's log may wait.",
        log::capacity);
  }

  /** What breakers are in and went through. */
  public BreakerMeters breakers() {
    return breakers;
  }

  /** How full each route's {@code max-in-flight} is. */
  public InFlightMeters inFlight() {
    return inFlight;
  }

  /** Shows the meters of resilience4j-micrometer for the breakers that a registry knows. */
  public void showResilience4j(CircuitBreakerRegistry known) {
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(known).bindTo(registry);
  }

  /** The traffic of the last 10 seconds. */
  public TrafficWindow window() {
    return window;
  }

  /**
   * Writes all metrics as text. A scrape in OpenMetrics has histograms name recent exchanges, from
   * the next scrape on.
   *
   * @throws IOException if the stream fails
   */
  public void scrape(TextFormat format, OutputStream out) throws IOException {
    registry.scrape(out, format.contentType());
    if (format == TextFormat.OPEN_METRICS) {
      directory.exemplars().ask(System.nanoTime());
    }
  }

  /** Exemplars only where OpenMetrics 1.0 has a place for them, in the buckets of histograms. */
  private static final class Strict implements PrometheusConfig {
    @Override
    public @Nullable String get(String key) {
      return null;
    }

    @Override
    public Properties prometheusProperties() {
      Properties properties = new Properties();
      properties.setProperty("io.prometheus.exporter.exemplarsOnAllMetricTypes", "false");
      return properties;
    }
  }

  /** Ends the window's thread and the listeners of the JVM. */
  @Override
  public void close() {
    ticker.close();
    collections.close();
    registry.close();
  }
}
