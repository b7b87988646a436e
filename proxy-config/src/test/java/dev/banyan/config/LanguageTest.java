package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.resilience.StatusSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys agree with themselves and with the core. */
class LanguageTest {
  @Test
  void namesAreUniqueAndSettledKeysAreNotBothThereAndLater() {
    for (KeyTable table : Language.TABLES) {
      assertEquals(table.names().size(), new HashSet<>(table.names()).size(), table.place());
      table.later().forEach(name -> assertFalse(table.names().contains(name), name));
    }
  }

  @Test
  void everyKeySaysWhatItIs() {
    for (KeyTable table : Language.TABLES) {
      for (Key<?> key : table.keys()) {
        assertTrue(key.name().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), key.name());
        assertTrue(key.help().endsWith(".") || key.help().endsWith("**"), key.name());
        assertFalse(key.label().isEmpty(), key.name());
      }
    }
  }

  @Test
  void backendsStandardValuesAreThoseOfTheCore() {
    LoadedTable table = load("");
    BackendSpec backend = table.routing().backends().get("old");
    assertEquals(BackendSpec.DEFAULT_CONNECT_TIMEOUT, backend.connectTimeout());
    assertEquals(BackendSpec.DEFAULT_PENDING_TIMEOUT, backend.pendingTimeout());
    assertEquals(BackendSpec.DEFAULT_TIMEOUT, backend.timeout());
    assertEquals(BackendSpec.DEFAULT_IDLE_TIMEOUT, backend.idleTimeout());
    assertEquals(BackendSpec.DEFAULT_STREAM_IDLE, backend.streamIdle());
    assertEquals(BackendSpec.DEFAULT_MAX_CONNECTIONS, backend.maxConnections());
    assertEquals(BackendSpec.DEFAULT_MAX_PENDING, backend.maxPending());
    assertEquals(HeadLimits.DEFAULT, table.limits().head());
  }

  @Test
  void anEmptyBreakerAndFallbackAreThoseOfTheCore() {
    String route =
        "routes: [{ name: a, match: { path: /a }, new: new, breaker: {}, fallback: { body: 64KiB } }]";
    BreakerSpec breaker = load(route).routing().routes().get(0).breaker();
    BreakerSpec expected =
        new BreakerSpec(
            BreakerSpec.DEFAULT_FAILURE_RATE,
            StatusSet.DEFAULT_FAILURES,
            Duration.ofSeconds(30),
            BreakerSpec.DEFAULT_SLOW_RATE,
            BreakerSpec.DEFAULT_WINDOW_CALLS,
            null,
            BreakerSpec.DEFAULT_MINIMUM_CALLS,
            BreakerSpec.DEFAULT_OPEN_FOR,
            BreakerSpec.DEFAULT_PROBES);
    assertEquals(expected, breaker);
    assertEquals(FallbackSpec.DEFAULT, load(route).routing().routes().get(0).fallback());
  }

  private static LoadedTable load(String rest) {
    String table =
        """
        listen: 8080
        backends: { old: http://127.0.0.1:9001, new: http://127.0.0.1:9002 }
        legacy: old
        """;
    LoadResult result = ConfigLoader.load("routes.yaml", table + rest);
    assertEquals(List.of(), result.problems());
    return result.table();
  }
}
