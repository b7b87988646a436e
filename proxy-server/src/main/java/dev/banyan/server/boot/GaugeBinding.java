package dev.banyan.server.boot;

import dev.banyan.core.http.HeadViolation;
import dev.banyan.server.listen.ListenMeters;
import dev.banyan.server.names.Names;
import dev.banyan.server.telemetry.Gauges;
import java.util.function.LongSupplier;

/** Shows what is bounded beside its bound: connections and kept bodies. Stateless. */
final class GaugeBinding {
  private GaugeBinding() {}

  static void bind(Gauges gauges, Banyan banyan) {
    ListenMeters listen = banyan.listenMeters();
    gauges.gauge(
        "banyan_client_connections", "Client connections that are open.", listen::connections);
    gauges.counter(
        "banyan_client_connections_accepted", "Client connections so far.", listen::accepted);
    gauges.counter(
        "banyan_client_connections_refused",
        "Client connections closed at once, since limits.connections was reached.",
        listen::turnedAway);
    gauges.counter(
        "banyan_client_timeouts", "Clients that were too slow with a request.", listen::timedOut);
    for (HeadViolation violation : HeadViolation.values()) {
      gauges.counter(
          "banyan_bad_requests",
          "Requests refused because they can't be read in one way only.",
          () -> listen.refusedFor(violation),
          "reason",
          violation.label());
    }
    Names names = banyan.names();
    lookUps(gauges, names::found, "ok");
    lookUps(gauges, names::unknown, "unknown");
    lookUps(gauges, names::failed, "failed");
    gauges.gauge(
        "banyan_replay_bytes", "Request bodies kept for a fallback.", banyan.replay()::usedBytes);
    gauges.gauge(
        "banyan_replay_bytes_max",
        "Bound on all request bodies kept for a fallback.",
        banyan.replay()::maxBytes);
  }

  private static void lookUps(Gauges gauges, LongSupplier count, String result) {
    gauges.counter(
        "banyan_name_lookups",
        "Look-ups of names of backends: ok, unknown if there is no address, failed if no name"
            + " server has answered.",
        count,
        "result",
        result);
  }
}
