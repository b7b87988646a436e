package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.ClientOrigin;
import dev.banyan.core.forward.DirectAnswer;
import dev.banyan.core.forward.ForwardingSpec;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.forward.RequestId;
import dev.banyan.core.forward.Template;
import dev.banyan.core.forward.TrustedProxies;
import dev.banyan.core.forward.Variable;
import dev.banyan.core.forward.Via;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.split.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/acting.md} says of tables and requests is true. */
class ActingPageTest {
  private static final Pattern TABLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final String REQUEST = "(?m)^\\| `([A-Z]+) ([^/`]+)(/[^`]*)` \\| ";
  private static final Pattern FORWARDED =
      Pattern.compile(REQUEST + "`(/[^`]*)` \\| (?:`(/[^`]*)` )?\\|$");
  private static final Pattern ANSWERED =
      Pattern.compile(REQUEST + "([0-9]+) \\| (?:`([^`]+)` )?\\|$");
  private static final Pattern NAME = Pattern.compile("`\\{([a-z-]+|\\*\\*)}`");

  private final String page;
  private final RoutingSnapshot routing;

  ActingPageTest() throws IOException {
    page = Files.readString(Path.of("../docs/acting.md"));
    List<MatchResult> tables = TABLE.matcher(page).results().toList();
    assertEquals(1, tables.size());
    LoadResult result = ConfigLoader.load("acting.md", tables.get(0).group(1));
    assertEquals(List.of(), PathWarningsTest.others(result));
    routing = Objects.requireNonNull(result.table()).routing();
  }

  @Test
  void eachSideIsAskedForWhatThePageSays() {
    List<MatchResult> rows = FORWARDED.matcher(page).results().toList();
    assertTrue(rows.size() >= 10, "rows: " + rows.size());
    for (MatchResult row : rows) {
      RequestHead head = head(row);
      RoutePolicy route = route(head);
      assertEquals(row.group(4), target(head, route, Side.LEGACY), row.group());
      boolean moves = route.newBackend() != null;
      assertEquals(row.group(5), moves ? target(head, route, Side.NEW) : null, row.group());
    }
  }

  @Test
  void whatIsAnsweredWithoutABackendIsWhatThePageSays() {
    List<MatchResult> rows = ANSWERED.matcher(page).results().toList();
    assertTrue(rows.size() >= 5, "rows: " + rows.size());
    for (MatchResult row : rows) {
      RequestHead head = head(row);
      DirectAnswer direct = Objects.requireNonNull(route(head).actions().answer());
      OwnAnswer answer = passage(head, route(head)).answer(direct);
      String fields = new String(answer.fields(), StandardCharsets.ISO_8859_1);
      String location = row.group(5) == null ? null : "Location: " + row.group(5) + "\r\n";
      assertEquals(Integer.parseInt(row.group(4)), answer.status(), row.group());
      assertEquals(location, fields.startsWith("Location") ? fields : null, row.group());
    }
  }

  @Test
  void everyVariableIsOnThePage() {
    List<String> names =
        NAME.matcher(page).results().map((MatchResult found) -> found.group(1)).toList();
    for (Variable variable : Variable.values()) {
      assertTrue(names.contains(variable.label()), variable.label());
    }
    assertTrue(names.contains(Template.REST));
  }

  private RoutePolicy route(RequestHead head) {
    int found = routing.index().find(head);
    return routing.routes().get(found < 0 ? routing.catchAll() : found);
  }

  private static Passage passage(RequestHead head, RoutePolicy route) {
    Peer peer = new Peer(new byte[] {10, 0, 0, 1}, false, 8080);
    ClientOrigin origin = ClientOrigin.of(head, peer, TrustedProxies.NONE);
    RequestId id = RequestId.minted(1, 2);
    Passage passage =
        new Passage(
                head,
                peer,
                origin,
                id,
                new ForwardingSpec(TrustedProxies.NONE, Via.OFF),
                ErrorPages.STANDARD)
            .along(route.name(), route.actions());
    assertTrue(passage.agreed(), head::path);
    return passage;
  }

  private static String target(RequestHead head, RoutePolicy route, Side side) {
    byte[] target = passage(head, route).request(side, null).target();
    return target == null ? head.pathAndQuery() : new String(target, StandardCharsets.ISO_8859_1);
  }

  private static RequestHead head(MatchResult row) {
    String line = row.group(1) + " " + row.group(3) + " HTTP/1.1\r\nHost: " + row.group(2);
    byte[] bytes = (line + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    return Objects.requireNonNull(parser.parseRequest(bytes, bytes.length));
  }
}
