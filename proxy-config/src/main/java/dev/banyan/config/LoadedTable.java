package dev.banyan.config;

import dev.banyan.core.explain.ExplainedTable;
import dev.banyan.core.explain.TablePlaces;
import dev.banyan.core.plan.RoutingSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route table that is sound, with every default filled in. Immutable.
 *
 * @param listen where clients connect, at least one
 * @param admin the admin port; null for {@code admin: off}
 * @param limits bounds on clients
 * @param drain how long requests in flight may take once the proxy is told to stop
 * @param drainDelay how long it goes on accepting before that, while it reports that it is not
 *     ready
 * @param accessLog where the access log goes, and what is in it
 * @param metricsRoutes most routes that have meters of their own
 * @param metricsResilience4j whether the meters of resilience4j-micrometer are shown too
 * @param routing routes and backends
 * @param places where the text says what
 * @param files the other files that were read with it
 * @param digest SHA-256 of the text as UTF-8, in 64 lower-case hexadecimal digits
 */
public record LoadedTable(
    List<ListenSpec> listen,
    @Nullable AdminSpec admin,
    LimitsSpec limits,
    Duration drain,
    Duration drainDelay,
    AccessLogSpec accessLog,
    int metricsRoutes,
    boolean metricsResilience4j,
    RoutingSnapshot routing,
    TablePlaces places,
    List<Path> files,
    String digest) {

  /** Copies the lists. */
  public LoadedTable {
    listen = List.copyOf(listen);
    files = List.copyOf(files);
  }

  /** The table for explanations. */
  public ExplainedTable explained() {
    return new ExplainedTable(routing, places, limits.head());
  }
}
