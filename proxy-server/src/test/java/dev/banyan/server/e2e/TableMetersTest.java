package dev.banyan.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.config.LoadedTable;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.server.telemetry.TextFormat;
import dev.banyan.testkit.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What metrics say of the table in force. */
class TableMetersTest {
  private static final String PLAIN = "{ url: 'http://127.0.0.1:9' }";

  @TempDir private Path folder;

  @Test
  void reloadsAreCountedByTheirResultAndTheTableInForceIsNamed() throws Exception {
    LoadedTable first = table("", PLAIN);
    LoadedTable second = table("drain: 3s\n", PLAIN);
    long began = Instant.now().getEpochSecond();
    try (TestProxy proxy = TestProxy.start(first, new BanyanOptions(1, false));
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MetricsText started = scrape(proxy);
      assertEquals(1, started.value("banyan_table_in_force{digest=\"" + first.digest() + "\"}"));
      assertEquals(0, started.value("banyan_reloads_total{result=\"ok\"}"));
      assertEquals(0, started.value("banyan_reloads_total{result=\"rejected\"}"));

      assertEquals(1, started.value("banyan_last_reload_ok"));

      proxy.banyan().reload(second).get(20, TimeUnit.SECONDS);
      LoadedTable bad =
          TestProxy.load(text("", PLAIN).replace("port: 0", "port: " + taken.getLocalPort()));
      assertThrows(
          ExecutionException.class, () -> proxy.banyan().reload(bad).get(20, TimeUnit.SECONDS));

      MetricsText now = scrape(proxy);
      assertEquals(0, now.value("banyan_last_reload_ok"));
      assertEquals(1, now.value("banyan_reloads_total{result=\"ok\"}"));
      assertEquals(1, now.value("banyan_reloads_total{result=\"rejected\"}"));
      assertEquals(1, now.value("banyan_table_in_force{digest=\"" + second.digest() + "\"}"));
      assertFalse(now.has("banyan_table_in_force{digest=\"" + first.digest() + "\"}"));
      assertTrue(now.value("banyan_table_loaded_timestamp_seconds") >= began);

      proxy.banyan().reload(second).get(20, TimeUnit.SECONDS);
      assertEquals(1, scrape(proxy).value("banyan_last_reload_ok"));
    }
  }

  @Test
  void certificatesShowTheirDaysWhileTheTableNamesThem() throws Exception {
    TestCertificate authority = TestCertificate.authority("days");
    Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
    String secure = "{ url: 'https://127.0.0.1:9', tls: { ca: '" + folder + "/ca.pem' } }";
    String days = "banyan_certificate_days{name=\"app\",use=\"backend-authority\"}";
    try (TestProxy proxy = TestProxy.start(table("", secure), new BanyanOptions(1, false))) {
      double left =
          authority.certificate().getNotAfter().toInstant().toEpochMilli()
              - System.currentTimeMillis();
      assertEquals(left / 86_400_000, scrape(proxy).value(days), 0.1);

      proxy.banyan().reload(table("", PLAIN)).get(20, TimeUnit.SECONDS);
      assertFalse(scrape(proxy).has(days));
    }
  }

  private static LoadedTable table(String keys, String backend) {
    return TestProxy.load(text(keys, backend));
  }

  private static String text(String keys, String backend) {
    return keys
        + "listen: [{ host: 127.0.0.1, port: 0 }]\nadmin: off\naccess-log: off\n"
        + "backends: { app: "
        + backend
        + " }\nlegacy: app\n";
  }

  private static MetricsText scrape(TestProxy proxy) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    proxy.banyan().telemetry().scrape(TextFormat.PROMETHEUS, out);
    return MetricsText.parse(out.toString(StandardCharsets.UTF_8));
  }
}
