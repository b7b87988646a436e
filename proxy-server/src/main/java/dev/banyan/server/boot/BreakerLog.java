package dev.banyan.server.boot;

import dev.banyan.core.resilience.BreakerListener;
import dev.banyan.core.resilience.BreakerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each change of a breaker, and passes it on. Shared-safe. */
final class BreakerLog implements BreakerListener {
  private static final Logger LOG = LoggerFactory.getLogger(BreakerLog.class);

  private final BreakerListener next;

  BreakerLog(BreakerListener next) {
    this.next = next;
  }

  @Override
  public void changed(String breaker, BreakerState from, BreakerState to, boolean reads) {
    next.changed(breaker, from, to, reads);
    String kind = reads ? "reads" : "writes";
    switch (to) {
      case OPEN -> LOG.warn("route {}: breaker open by its {}; legacy answers", breaker, kind);
      case HALF_OPEN -> LOG.info("route {}: breaker half-open; {} probe new", breaker, kind);
      case CLOSED -> LOG.info("route {}: breaker closed; new answers its share", breaker);
    }
  }
}
