package dev.banyan.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.config.ConfigLoader;
import dev.banyan.server.log.Said;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators read when an edit is refused. */
class RefusedEditLogTest {
  private static final String TABLE =
      "listen: 8080\nbackends: { old: 'http://127.0.0.1:9' }\nlegacy: old\n";

  @RegisterExtension private final Said said = Said.by(RefusedEditLog.class);

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
    return said.lines();
  }
}
