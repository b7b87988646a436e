package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.banyan.core.forward.FieldRules;
import dev.banyan.core.forward.RouteActions;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.routing.PathView;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Split;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the keys of a route that acts become in the core. */
class CompiledActionsTest {
  @Test
  void aRouteThatSaysNothingDoesNothing() {
    assertSame(RouteActions.NONE, route("", "").actions());
    assertSame(RouteActions.NONE, route("", "rewrite: off").actions());
    assertSame(RouteActions.NONE, route("", "headers: { request: {} }").actions());
  }

  @Test
  void oneRewriteIsThatOfBothSides() {
    RouteActions actions = route("", "new: new, rewrite: { strip-prefix: /a }").actions();
    assertNotNull(actions.rewrite(Side.NEW));
    assertSame(actions.rewrite(Side.NEW), actions.rewrite(Side.LEGACY));
  }

  @Test
  void aSideThatIsNotNamedHasNoRewrite() {
    RouteActions actions = route("", "new: new, rewrite: { new: { strip-prefix: /a } }").actions();
    assertNotNull(actions.rewrite(Side.NEW));
    assertNull(actions.rewrite(Side.LEGACY));
  }

  @Test
  void aRewriteIsTakenWholeFromTheDefaultsOrNotAtAll() {
    String defaults = "rewrite: { strip-prefix: /a }";
    assertNotNull(route(defaults, "").actions().rewrite(Side.LEGACY));
    assertNull(route(defaults, "rewrite: off").actions().rewrite(Side.LEGACY));
    RouteActions own = route(defaults, "new: new, rewrite: { new: { path: /b } }").actions();
    assertNull(own.rewrite(Side.LEGACY));
  }

  @Test
  void headersAreCompletedNameByName() {
    String defaults =
        "headers: { request: { set: { X-A: 1, X-B: 1 }, add: { X-C: [1, 2] }, remove: [X-D, X-E] },"
            + " response: { remove: Server } }";
    RouteActions actions =
        route(defaults, "headers: { request: { set: { x-d: 3 }, add: { x-b: 3 }, remove: X-C } }")
            .actions();

    assertEquals("X-A: 1 x-d: 3 x-b: 3 - X-A X-C X-D X-E", shown(actions.request()));
    assertEquals(" - Server", shown(actions.response()));
  }

  @Test
  void aRouteThatAnswersByItselfTakesItsHeadersAloneFromTheDefaults() {
    String defaults =
        "new: new, share: 10%, timeout: 1s, sticky: client-ip, rewrite: { path: / }, body-limit: 1KiB,"
            + " headers: { request: { remove: X-D }, response: { remove: Server } }";
    RoutePolicy route = route(defaults, "redirect: /b");
    assertNull(route.newBackend());
    assertEquals(Split.NONE, route.split());
    assertEquals(List.of(), route.sticky());
    assertNull(route.breaker());
    assertEquals(1 << 10, route.bodyLimit());
    assertNull(route.actions().rewrite(Side.LEGACY));
    assertEquals(" - ", shown(route.actions().request()));
    assertEquals(" - Server", shown(route.actions().response()));
    assertEquals(307, Objects.requireNonNull(route.actions().answer()).status());
    assertEquals(
        308,
        Objects.requireNonNull(route("", "redirect: { to: /b, status: 308 }").actions().answer())
            .status());
  }

  /** The lines that are added to a head, then the fields of it that are left out. */
  private static String shown(FieldRules rules) {
    RequestHead head = head();
    HeaderEdits.Builder builder = HeaderEdits.builder();
    rules.write(builder, PathView.of(head), variable -> new byte[0]);
    HeaderEdits edits = builder.build();
    String lines = new String(edits.addedLines(), StandardCharsets.ISO_8859_1);
    String removed =
        IntStream.range(0, head.fieldCount())
            .filter(i -> edits.removes(head, i))
            .mapToObj(head::name)
            .collect(Collectors.joining(" "));
    return lines.strip().replace("\r\n", " ") + " - " + removed;
  }

  private static RequestHead head() {
    String fields = "X-A: 0\r\nX-B: 0\r\nX-C: 0\r\nX-D: 0\r\nX-E: 0\r\nServer: a\r\n\r\n";
    byte[] bytes = ("GET /a HTTP/1.1\r\nHost: a\r\n" + fields).getBytes(StandardCharsets.US_ASCII);
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    return Objects.requireNonNull(parser.parseRequest(bytes, bytes.length));
  }

  private static RoutePolicy route(String defaults, String keys) {
    String table =
        """
        listen: 8080
        backends: { old: http://127.0.0.1:1, new: http://127.0.0.1:3 }
        legacy: old
        defaults: { %s }
        routes:
          - { name: a, match: { path: /a }, %s }
        """
            .formatted(defaults, keys);
    LoadResult result = ConfigLoader.load("routes.yaml", table);
    return Objects.requireNonNull(result.table(), () -> result.problems().toString())
        .routing()
        .routes()
        .get(0);
  }
}
