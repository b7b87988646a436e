package dev.banyan.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.log.ApplicationLog;
import dev.banyan.server.telemetry.Family;
import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** {@code docs/metrics.md} names every metric of a running proxy. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("../docs/metrics.md");
  private static final String BEGIN = "<!-- From here on generated; MetricsPageTest says how. -->";
  private static final String HOW =
      "docs/metrics.md is out of date; write it anew with: ./mvnw -q -pl proxy-server -am test"
          + " -Dtest=MetricsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dmetrics.write=true";

  @TempDir private static Path folder;

  private final RawOrigin legacy = RawOrigin.start("legacy", Behaviors.signed(Answer.ok("old")));
  private final TestProxy proxy =
      TestProxy.start(
          TestProxy.load(
              """
              listen: [{ host: 127.0.0.1, port: 0 }]
              admin: { port: 0 }
              access-log: off
              backends:
                old: "http://127.0.0.1:PORT"
                fresh: { url: "http://127.0.0.1:PORT", health-check: { path: / } }
                secure: { url: "https://127.0.0.1:PORT", tls: { ca: "CERTIFICATE" } }
              legacy: old
              routes:
                - { name: orders, match: { path: /o/** }, new: fresh, share: 50%, timeout: 2s,
                    max-in-flight: 9 }
              """
                  .replace("PORT", "" + legacy.port())
                  .replace("CERTIFICATE", certificate().toString())),
          new BanyanOptions(2, false));

  private static Path certificate() {
    String pem = TestCertificate.authority("metrics").certificatePem();
    try {
      return Files.writeString(folder.resolve("ca.pem"), pem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    proxy.close();
    legacy.close();
  }

  @Test
  void thePageIsUpToDate() throws IOException {
    MetricsText scrape = servedAndScraped();
    String page = Files.readString(PAGE);
    String prose = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String expected = prose + MetricsPage.tables(scrape);
    if (Boolean.getBoolean("metrics.write")) {
      Files.writeString(PAGE, expected);
    }
    assertEquals(expected, Files.readString(PAGE), HOW);
  }

  @Test
  void whatIsScrapedIsAsPromised() {
    MetricsText scrape = servedAndScraped();

    for (Family family : Family.values()) {
      String type = scrape.types().get(family.metricName());
      if (type != null) {
        assertEquals(family.kind().name(), type.toUpperCase(Locale.ROOT), family.name());
        assertEquals(
            family.labels().stream().sorted().toList(), scrape.labelNames(family.metricName()));
      }
    }
    for (String name : scrape.types().keySet()) {
      assertTrue(name.matches("(banyan|jvm|process|system)_.*"), name);
    }
  }

  private MetricsText servedAndScraped() {
    try (ApplicationLog log = ApplicationLog.start()) {
      proxy.banyan().watch(log);
      try (RawClient client = proxy.client()) {
        client.send("GET /o/1 HTTP/1.1\r\nHost: a\r\n\r\n");
        assertEquals(200, client.readResponse().status());
      }
      return Await.value(
          "the request is counted",
          Duration.ofSeconds(10),
          this::scrape,
          metrics ->
              metrics.types().containsKey("banyan_requests_total")
                  && metrics.types().containsKey("banyan_event_loop_lag_seconds"));
    } finally {
      ((Logger) LoggerFactory.getLogger("ROOT")).getLoggerContext().reset();
    }
  }

  private MetricsText scrape() {
    try (RawClient client = RawClient.connect(proxy.banyan().admin().getPort())) {
      client.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
      return MetricsText.parse(client.readResponse().text());
    }
  }
}
