package dev.banyan.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import dev.banyan.server.log.ApplicationLog;
import dev.banyan.server.log.LineWriter;
import dev.banyan.server.telemetry.Telemetry;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The level of the application's log, set through the admin port. */
class LogLevelTest {
  private final Telemetry telemetry = new Telemetry(10);
  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ApplicationLog log =
      ApplicationLog.start(context, new LineWriter("test-log", 64, written, true));
  private AdminServer server;

  @BeforeEach
  void start() throws IOException {
    Readiness.State state = new Readiness.State(true, false, null, null, null);
    server =
        AdminServer.start(
            "127.0.0.1",
            0,
            new AdminContext(
                telemetry,
                () -> state,
                () -> log,
                WriteAccess.of(null),
                new AdminHosts(List.of("banyan.monitoring.svc")),
                asked -> {
                  throw new IllegalStateException("not asked");
                }));
  }

  @AfterEach
  void stop() {
    server.close();
    telemetry.close();
  }

  @Test
  void isShownAndSet() {
    assertEquals("INFO\n", ask("GET", "", "").text());

    RawResponse set = ask("PUT", "", "debug\n");
    assertEquals(200, set.status());
    assertEquals("DEBUG\n", set.text());
    assertEquals("DEBUG\n", ask("GET", "", "").text());
    context.getLogger("dev.banyan.some.Type").debug("seen now");

    log.close();
    assertTrue(written.toString(StandardCharsets.UTF_8).contains(" DEBUG seen now\n"));
  }

  @Test
  void aWordThatIsNoLevelIsRefusedAndChangesNothing() {
    RawResponse refused = ask("PUT", "", "verbose");

    assertEquals(400, refused.status());
    assertEquals("log level: expected one of [ERROR, WARN, INFO, DEBUG, TRACE]\n", refused.text());
    assertEquals("INFO\n", ask("GET", "", "").text());
    log.close();
  }

  @Test
  void aPageInABrowserOnThisMachineCannotSetIt() {
    assertEquals(403, ask("PUT", "Origin: http://evil.example\r\n", "TRACE").status());
    RawResponse preflight =
        ask("OPTIONS", "Origin: http://evil.example\r\nAccess-Control-Request-Method: PUT\r\n", "");
    assertEquals(405, preflight.status());
    assertEquals("GET, HEAD, PUT", preflight.header("allow"));
    assertEquals("", preflight.header("access-control-allow-origin"));
    assertEquals(405, ask("POST", "", "TRACE").status());
    assertEquals("INFO\n", ask("GET", "", "").text());
    log.close();
  }

  private RawResponse ask(String method, String fields, String body) {
    try (RawClient client = RawClient.connect(server.port())) {
      client.send(
          method
              + " /log-level HTTP/1.1\r\nHost: localhost:"
              + server.port()
              + "\r\nConnection: close\r\n"
              + fields
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      return client.readResponse();
    }
  }
}
