package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.RoutingSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/routing.md} says of tables and requests is true. */
class RoutingPageTest {
  private static final Pattern TABLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern REQUEST =
      Pattern.compile(
          "(?m)^\\| `([A-Z]+) ([^/`]+)(/[^`]*)` \\| (?:`([^`]+)` )?\\| `([a-z0-9-]+)` \\|$");

  private final String page;

  RoutingPageTest() throws IOException {
    page = Files.readString(Path.of("../docs/routing.md"));
  }

  @Test
  void itsTablesHaveNoProblem() {
    assertEquals(2, tables().size());
    for (String table : tables()) {
      assertEquals(List.of(), PathWarningsTest.others(ConfigLoader.load("routing.md", table)));
    }
  }

  @Test
  void itsRequestsFindTheirRoutes() {
    LoadedTable table = ConfigLoader.load("routing.md", tables().get(0)).table();
    RoutingSnapshot routing = Objects.requireNonNull(table).routing();
    List<MatchResult> rows = REQUEST.matcher(page).results().toList();
    assertTrue(rows.size() >= 15, "requests: " + rows.size());
    for (MatchResult row : rows) {
      int found = routing.index().find(head(row));
      int route = found < 0 ? routing.catchAll() : found;
      assertEquals(row.group(5), routing.routes().get(route).name(), row.group());
    }
  }

  private List<String> tables() {
    return TABLE.matcher(page).results().map(table -> table.group(1)).toList();
  }

  private static RequestHead head(MatchResult row) {
    String field = row.group(4) == null ? "" : row.group(4) + "\r\n";
    String line = row.group(1) + " " + row.group(3) + " HTTP/1.1\r\nHost: " + row.group(2);
    byte[] bytes = (line + "\r\n" + field + "\r\n").getBytes(StandardCharsets.US_ASCII);
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    return Objects.requireNonNull(parser.parseRequest(bytes, bytes.length));
  }
}
