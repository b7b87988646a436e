package dev.banyan.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class ApplicationLogTest {
  private final LoggerContext context = new LoggerContext();

  private List<String> lines(Level level, Consumer<Logger> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineWriter writer = new LineWriter("test-log", 64, out, true);
    try (ApplicationLog log = ApplicationLog.start(context, writer)) {
      log.level(level);
      events.accept(context.getLogger("dev.banyan.some.Type"));
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void anEventIsALine() {
    List<String> lines =
        lines(Level.INFO, log -> log.info("listening on {}:{}", "127.0.0.1", 8080));

    assertEquals(1, lines.size());
    String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    assertTrue(lines.get(0).matches(time + " INFO  listening on 127.0.0.1:8080"), lines.get(0));
  }

  @Test
  void aCauseIsNamedInTheLineAndOnlyAnErrorBringsItsStack() {
    IOException cause = new IOException("connection reset");
    List<String> warning = lines(Level.INFO, log -> log.warn("new is down", cause));
    List<String> error = lines(Level.INFO, log -> log.error("a fault", cause));

    assertEquals(1, warning.size());
    assertTrue(warning.get(0).endsWith(" WARN  new is down: IOException: connection reset"));
    assertTrue(error.size() > 2);
    assertTrue(error.get(0).endsWith(" ERROR a fault"));
    assertEquals("java.io.IOException: connection reset", error.get(1));
  }

  @Test
  void nobodyCanForgeALine() {
    List<String> lines =
        lines(Level.INFO, log -> log.info("path {}", "/a\r\n2026-11-22T00:00:00.000Z INFO  ok"));

    assertEquals(1, lines.size());
  }

  @Test
  void theLevelDecidesAndLibrariesStayQuiet() {
    List<String> lines =
        lines(
            Level.DEBUG,
            log -> {
              log.trace("trace");
              log.debug("debug");
              context.getLogger("io.netty.channel").info("netty info");
              context.getLogger("io.netty.channel").warn("netty warning");
            });

    assertEquals(2, lines.size());
    assertTrue(lines.get(0).endsWith(" DEBUG debug"));
    assertTrue(lines.get(1).endsWith(" WARN  netty warning"));
  }
}
