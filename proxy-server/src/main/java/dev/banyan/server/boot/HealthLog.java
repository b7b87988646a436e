package dev.banyan.server.boot;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.backend.CheckResult;
import dev.banyan.server.backend.HealthListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each change of what is thought of an endpoint. Shared-safe. */
final class HealthLog implements HealthListener {
  private static final Logger LOG = LoggerFactory.getLogger(HealthLog.class);

  @Override
  public void down(String backend, String endpoint, CheckResult last) {
    LOG.warn("backend {}: {} is down; its last check: {}", backend, endpoint, last.label());
  }

  @Override
  public void up(String backend, String endpoint) {
    LOG.info("backend {}: {} is up", backend, endpoint);
  }

  @Override
  public void ejected(String backend, String endpoint, Duration time, FailureKind last) {
    LOG.warn(
        "backend {}: {} is left alone for {} s; its last failure: {}",
        backend,
        endpoint,
        time.toMillis() / 1e3,
        last.label());
  }

  @Override
  public void returned(String backend, String endpoint) {
    LOG.info("backend {}: {} is not left alone any more", backend, endpoint);
  }

  @Override
  public void allDown(String backend, int endpoints) {
    LOG.error(
        "backend {}: no endpoint of {} is up; routes to it as new go to legacy, all others try"
            + " every endpoint",
        backend,
        endpoints);
  }
}
