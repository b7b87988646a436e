package dev.banyan.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.server.telemetry.TextFormat;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scanner sends is refused and counted, and is no error that clients suffered. */
class ScannerTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TABLE =
      """
      listen: [{ host: 127.0.0.1, port: 0 }]
      admin: off
      access-log: off
      drain-delay: 0s
      backends: { old: 'http://127.0.0.1:9' }
      legacy: old
      """;

  @ParameterizedTest
  @CsvSource({
    "'CONNECT a:443 HTTP/1.1|Host: a:443||', 501",
    "'PRI * HTTP/2.0||SM||', 505",
    "'GET / HTTP/3.0|Host: a||', 505",
    "'TRACE / HTTP/1.1|Host: a|Max-Forwards: 0||', 501",
    "'GET / HTTP/1.1|Host: a|Via: 1.1 banyan,1.1 banyan,1.1 banyan,1.1 banyan,1.1 banyan,1.1 banyan"
        + ",1.1 banyan,1.1 banyan,1.1 banyan||', 508"
  })
  void whatItSendsPagesNobody(String request, int status) {
    try (TestProxy proxy = TestProxy.start(TestProxy.load(TABLE), new BanyanOptions(1, false));
        RawClient client = proxy.client()) {
      client.send(request.replace("|", "\r\n"));
      assertEquals(status, client.readResponse().status());

      String refused = "banyan_refused_total{route=\"none\"}";
      Await.until("it is counted", SOON, () -> scrape(proxy).has(refused));
      MetricsText seen = scrape(proxy);
      assertEquals(1, seen.value(refused));
      assertEquals(0, seen.value("banyan_client_errors_total{route=\"none\"}"));
    }
  }

  private static MetricsText scrape(TestProxy proxy) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      proxy.banyan().telemetry().scrape(TextFormat.PROMETHEUS, out);
      return MetricsText.parse(out.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
