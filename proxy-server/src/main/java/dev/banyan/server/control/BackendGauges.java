package dev.banyan.server.control;

import dev.banyan.server.backend.CheckResult;
import dev.banyan.server.backend.HealthCounts;
import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.backend.LiveEndpoint;
import dev.banyan.server.telemetry.Gauges;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Shows the pools and the health of the backends that are served. Confined to the control thread.
 */
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
    for (LiveBackend backend : backends) {
      show(backend);
      showHealth(backend);
    }
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
    shown.add(
        gauges.gauge(
            "banyan_backend_pending_max",
            "Bound on the requests that wait for a connection to a backend: max-pending on every event loop.",
            backend::maxPending,
            "backend",
            name));
  }

  private void showHealth(LiveBackend backend) {
    String name = backend.spec().name();
    HealthCounts counts = backend.healthCounts();
    for (LiveEndpoint endpoint : backend.endpoints()) {
      shown.add(
          gauges.gauge(
              "banyan_endpoint_up",
              "1 while an endpoint passes its health checks or has none, else 0.",
              () -> endpoint.up() ? 1 : 0,
              "backend",
              name,
              "endpoint",
              endpoint.name()));
      shown.add(
          gauges.gauge(
              "banyan_endpoint_ejected",
              "1 while an endpoint is left alone for the requests that it failed, else 0.",
              () -> endpoint.ejected() ? 1 : 0,
              "backend",
              name,
              "endpoint",
              endpoint.name()));
    }
    shown.add(
        gauges.counter(
            "banyan_backend_ejections",
            "How often an endpoint of a backend was left alone for the requests that it failed.",
            counts::ejections,
            "backend",
            name));
    shown.add(
        gauges.counter(
            "banyan_backend_unhealthy_picks",
            "Picks of an endpoint that is not well, since no other was left.",
            counts::unhealthyPicks,
            "backend",
            name));
    if (backend.spec().health().check() != null) {
      for (CheckResult result : CheckResult.values()) {
        shown.add(
            gauges.counter(
                "banyan_backend_health_checks",
                "Health checks of a backend's endpoints, by what came of them.",
                () -> counts.checks(result),
                "backend",
                name,
                "result",
                result.label()));
      }
    }
  }
}
