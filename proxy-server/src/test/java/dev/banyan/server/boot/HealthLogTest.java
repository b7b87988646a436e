package dev.banyan.server.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.backend.CheckResult;
import dev.banyan.server.log.Said;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators read when endpoints come and go. */
class HealthLogTest {
  private static final String ENDPOINT = "10.0.1.10:9000";

  @RegisterExtension private final Said said = Said.by(HealthLog.class);
  private final HealthLog log = new HealthLog();

  @Test
  void aLineForEachChange() {
    log.down("orders", ENDPOINT, CheckResult.CONNECT_FAILED);
    log.allDown("orders", 2);
    log.up("orders", ENDPOINT);
    log.ejected("orders", ENDPOINT, Duration.ofMillis(12_500), FailureKind.TIMEOUT);
    log.returned("orders", ENDPOINT);

    assertEquals(
        List.of(
            "WARN backend orders: 10.0.1.10:9000 is down; its last check: connect-failed",
            "ERROR backend orders: no endpoint of 2 is up; routes to it as new go to legacy, all"
                + " others try every endpoint",
            "INFO backend orders: 10.0.1.10:9000 is up",
            "WARN backend orders: 10.0.1.10:9000 is left alone for 12.5 s; its last failure:"
                + " timeout",
            "INFO backend orders: 10.0.1.10:9000 is not left alone any more"),
        said.lines());
  }
}
