package dev.banyan.server.e2e.links;

import static dev.banyan.server.e2e.links.SecureSides.FROM_NEW;
import static dev.banyan.server.e2e.links.SecureSides.GOOD;
import static dev.banyan.server.e2e.links.SecureSides.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.backend.CheckResult;
import dev.banyan.server.backend.LiveBackend;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Security;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health checks speak to an endpoint as requests do. */
class HealthCheckTlsTest {
  private static final String CHECK = ", health-check: { path: /health, every: 20ms, timeout: 9s }";

  @TempDir private Path folder;

  private SecureSides sides(String tls) {
    return new SecureSides(folder, Security.tls(GOOD), FROM_NEW, "tls: " + tls + CHECK);
  }

  private static LiveBackend fresh(SecureSides sides) {
    return Objects.requireNonNull(sides.proxy().banyan().serving().backends().get("fresh"));
  }

  private static void awaitChecks(SecureSides sides, CheckResult result) {
    Await.until("checks", SOON, () -> fresh(sides).healthCounts().checks(result) >= 3);
  }

  /** A handshake that a stop cuts would leave a buffer behind. */
  private static void stopChecks(SecureSides sides) {
    sides.reload("tls: { ca: @ca.pem }, idle-timeout: 1ms");
    Await.until("nothing is open", SOON, () -> sides.moved().connectionsOpen() == 0);
  }

  @Test
  void aCheckPassesOverTls() {
    try (SecureSides sides = sides("{ ca: @ca.pem }")) {
      awaitChecks(sides, CheckResult.PASSED);
      assertTrue(fresh(sides).endpoints().get(0).up());
      assertEquals("from new", sides.ask("GET"));
      stopChecks(sides);
    }
  }

  @Test
  void aCertificateThatIsNotTrustedFailsTheCheck() {
    try (SecureSides sides = sides("{}")) {
      awaitChecks(sides, CheckResult.CONNECT_FAILED);
      Await.until("it is down", SOON, () -> !fresh(sides).endpoints().get(0).up());
      assertEquals("from legacy", sides.ask("POST"));
      assertEquals(0, sides.moved().executions());
      sides.reload("tls: { ca: @ca.pem }" + CHECK);
      awaitChecks(sides, CheckResult.PASSED);
      assertEquals("from new", sides.ask("POST"));
      stopChecks(sides);
    }
  }
}
