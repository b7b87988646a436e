package dev.banyan.config.document;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole route table as written. Immutable.
 *
 * @param trustedProxies addresses and networks
 * @param via the name in Via, or off
 * @param legacy the name of the backend that serves what no route moves
 */
public record TableDocument(
    Section section,
    List<ListenDocument> listen,
    @Nullable AdminDocument admin,
    @Nullable LimitsDocument limits,
    @Nullable Located<Duration> drain,
    @Nullable Located<Duration> drainDelay,
    List<Located<String>> trustedProxies,
    @Nullable Located<String> via,
    @Nullable Located<Boolean> dropUrlOverrides,
    @Nullable AccessLogDocument accessLog,
    @Nullable MetricsDocument metrics,
    @Nullable ErrorsDocument errors,
    List<BackendDocument> backends,
    @Nullable Located<String> legacy,
    @Nullable RouteDocument defaults,
    List<RouteDocument> routes) {

  /** Copies the lists. */
  public TableDocument {
    listen = List.copyOf(listen);
    trustedProxies = List.copyOf(trustedProxies);
    backends = List.copyOf(backends);
    routes = List.copyOf(routes);
  }
}
