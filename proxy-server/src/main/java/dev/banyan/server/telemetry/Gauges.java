package dev.banyan.server.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Where other packages register what is asked for at a scrape: pools, connections, buffers. The
 * suppliers are called on the thread that scrapes, so they read shared-safe values and never block.
 * Shared-safe.
 */
public final class Gauges {
  private static final String PREFIX = "banyan_";

  private final MeterRegistry registry;

  /** Keeps the suppliers of counters, which Micrometer holds weakly. */
  private final Map<Meter.Id, LongSupplier> counted = new ConcurrentHashMap<>();

  Gauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A registered metric; closing it takes it away. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Registers a value that goes up and down, in the place of an earlier one with the same name and
   * labels.
   *
   * @param name begins with {@code banyan_} and ends with its unit, if it has one
   * @param labels names and values in turn; the same names for all metrics of a name
   * @throws IllegalArgumentException if the name has another prefix
   */
  public Registration gauge(String name, String help, DoubleSupplier value, String... labels) {
    Meter.Id id = id(name, help, Meter.Type.GAUGE, labels);
    registry.remove(id);
    Gauge gauge =
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
            .description(help)
            .tags(labels)
            .strongReference(true)
            .register(registry);
    return () -> registry.remove(gauge);
  }

  /**
   * Registers a value that only grows, in the place of an earlier one with the same name and
   * labels.
   *
   * @param name begins with {@code banyan_}; {@code _total} is appended where it is missing
   * @param labels names and values in turn; the same names for all metrics of a name
   * @throws IllegalArgumentException if the name has another prefix
   */
  public Registration counter(String name, String help, LongSupplier value, String... labels) {
    Meter.Id id = id(name, help, Meter.Type.COUNTER, labels);
    registry.remove(id);
    counted.put(id, value);
    FunctionCounter counter =
        FunctionCounter.builder(name, value, LongSupplier::getAsLong)
            .description(help)
            .tags(labels)
            .register(registry);
    return () -> {
      registry.remove(counter);
      counted.remove(id, value);
    };
  }

  private static Meter.Id id(String name, String help, Meter.Type type, String... labels) {
    if (!name.startsWith(PREFIX)) {
      throw new IllegalArgumentException("metric: " + name + " (expected: " + PREFIX + "...)");
    }
    return new Meter.Id(name, Tags.of(labels), null, help, type);
  }
}
