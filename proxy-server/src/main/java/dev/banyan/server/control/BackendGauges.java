package dev.banyan.server.control;

import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.telemetry.Gauges;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Shows the pools of the backends that are served. Confined to the control thread. */
final class BackendGauges {
  private final Gauges gauges;
  private final List<Gauges.Registration> shown = new ArrayList<>();

  BackendGauges(Gauges gauges) {
    this.gauges = gauges;
  }

  /** Shows these backends, and no others. */
  void serve(Collection<LiveBackend> backends) {
    shown.forEach(Gauges.Registration::close);
    shown.clear();
    backends.forEach(this::show);
  }

  private void show(LiveBackend backend) {
    String name = backend.spec().name();
    shown.add(
        gauges.gauge(
            "banyan_backend_connections",
            "Connections to a backend that are open or opening.",
            backend::connections,
            "backend",
            name));
    shown.add(
        gauges.gauge(
            "banyan_backend_connections_idle",
            "Connections to a backend that are unused.",
            backend::idleConnections,
            "backend",
            name));
    shown.add(
        gauges.gauge(
            "banyan_backend_connections_max",
            "Bound on the connections to a backend.",
            () -> backend.spec().maxConnections(),
            "backend",
            name));
    shown.add(
        gauges.gauge(
            "banyan_backend_addresses",
            "Addresses that the names of a backend's endpoints stand for.",
            backend::addresses,
            "backend",
            name));
    shown.add(
        gauges.gauge(
            "banyan_backend_pending",
            "Requests that wait for a connection to a backend.",
            backend::pending,
            "backend",
            name));
  }
}
