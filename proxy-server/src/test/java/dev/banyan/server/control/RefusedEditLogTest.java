package dev.banyan.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.banyan.config.ConfigLoader;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What operators read when an edit is refused. */
class RefusedEditLogTest {
  private static final String TABLE =
      "listen: 8080\nbackends: { old: 'http://127.0.0.1:9' }\nlegacy: old\n";

  private final Logger logger = (Logger) LoggerFactory.getLogger(RefusedEditLog.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void listen() {
    said.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(said);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(said);
    logger.setLevel(null);
  }

  @Test
  void eachErrorIsOneLineThatSaysWhereWhatAndWhatWouldBeRight() {
    assertEquals(
        List.of(
            "ERROR a.yaml has errors, so the table before it stays",
            "ERROR a.yaml:4:8: error: drain: 5 (expected: a duration such as 250ms, 2s, 5m or 1h);"
                + " did you mean `5s`?",
            "ERROR a.yaml:5:8: error: admin: nine (expected: a port, or an address such as"
                + " 127.0.0.1:8080, or off)"),
        told(TABLE + "drain: 5\nadmin: nine\n"));
  }

  @Test
  void ofVeryManyTheFirstAreToldAndTheRestCounted() {
    StringBuilder table = new StringBuilder(TABLE);
    for (int i = 0; i < RefusedEditLog.MOST_TOLD + 3; i++) {
      table.append("wrong").append(i).append(": 1\n");
    }
    List<String> lines = told(table.toString());
    assertEquals(RefusedEditLog.MOST_TOLD + 2, lines.size());
    assertEquals(
        "ERROR a.yaml has 3 errors more: `banyan check` tells all", lines.get(lines.size() - 1));
  }

  private List<String> told(String table) {
    RefusedEditLog.tell("a.yaml", ConfigLoader.load("a.yaml", table.getBytes(UTF_8)).problems());
    return said.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }
}
