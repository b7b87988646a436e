package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.routing.RouteIndex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The most specific route wins, whatever the order in the file. */
class RouteOrderTest {
  private static final int TABLES = 60;
  private static final int REQUESTS = 60;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  /** All forms of a match at once, the most specific first. */
  private static final List<String> RANKED =
      List.of(
          "host: shop.example, path: /a/b, methods: GET, headers: { X-A: \"1\" }, query: { q: { present: true } }",
          "host: shop.example, path: /a/b, headers: { X-A: \"1\" }, cookies: { c: { prefix: x } }",
          "host: shop.example, path: /a/b, headers: { X-A: { regex: \"[0-9]\" } }",
          "host: shop.example, path: /a/b",
          "host: shop.example, path: \"/a/{id}\", methods: [GET, POST]",
          "host: shop.example, path: \"/a/{id}\"",
          "host: shop.example, path: \"/a/{id}/**\"",
          "host: shop.example, path: /a/**",
          "host: \"*.shop.example\", path: /a/b",
          "host: \"*.shop.example\", path: /**",
          "host: \"*.example\", path: /a/b",
          "path: /a/b, cookies: { c: { present: false } }",
          "path: /a/b",
          "path: \"/*/b\"",
          "path: /**");

  private static final List<String> HOSTS =
      List.of("shop.example", "SHOP.example.:8080", "a.shop.example", "b.example", "[::1]:80");
  private static final List<String> PATHS =
      List.of("/a/b", "/a/b?q=1", "/a/c", "/a/c/d", "/a", "/x/b", "/x", "/a%62/b", "/a/./b");
  private static final List<String> FIELDS =
      List.of("X-A: 1", "x-a: 7", "Cookie: c=xy", "Cookie: c=", "X-B: 1");

  @Test
  void shufflingTheRoutesOfAFileChangesNothing() {
    List<String> first = RANKED;
    RoutingSnapshot table = load(first);
    int matched = 0;
    for (int i = 0; i < TABLES; i++) {
      List<String> shuffled = new ArrayList<>(first);
      Collections.shuffle(shuffled, random);
      RoutingSnapshot other = load(shuffled);
      for (int request = 0; request < REQUESTS; request++) {
        RequestHead head = head();
        String found = found(table, head);
        assertEquals(found, found(other, head), () -> "seed " + seed + "\n" + text(head));
        matched += found.startsWith("route-") ? 1 : 0;
      }
    }
    assertTrue(matched > TABLES * REQUESTS / 2, "requests that matched: " + matched);
  }

  /** With the rank by hand: of what matches the request alone, the first in the list is found. */
  @Test
  void theFirstOfTheRankedRoutesThatMatchesAloneIsFound() {
    List<RoutingSnapshot> alone = RANKED.stream().map(match -> load(List.of(match))).toList();
    RoutingSnapshot all = load(RANKED);
    for (int i = 0; i < TABLES * REQUESTS; i++) {
      RequestHead head = head();
      String expected = "unmatched";
      for (int rank = 0; rank < alone.size() && expected.equals("unmatched"); rank++) {
        String found = found(alone.get(rank), head);
        expected = found.equals("route-" + RANKED.get(rank).hashCode()) ? found : expected;
      }
      String actual = found(all, head);
      if (!actual.equals("400")) {
        assertEquals(expected, actual, () -> "seed " + seed + "\n" + text(head));
      }
    }
  }

  private static String found(RoutingSnapshot table, RequestHead head) {
    int found = table.index().find(head);
    if (found == RouteIndex.DISAGREE) {
      return "400";
    }
    return table.routes().get(found == RouteIndex.NO_MATCH ? table.catchAll() : found).name();
  }

  private static RoutingSnapshot load(List<String> matches) {
    String routes =
        matches.stream()
            .map(
                match -> "  - { name: route-" + match.hashCode() + ", match: { " + match + " } }\n")
            .collect(Collectors.joining());
    String head = "listen: 8080\nbackends: { old: http://127.0.0.1:9001 }\nlegacy: old\nroutes:\n";
    LoadResult result = ConfigLoader.load("routes.yaml", head + routes);
    assertEquals(List.of(), result.problems());
    return Objects.requireNonNull(result.table()).routing();
  }

  private RequestHead head() {
    StringBuilder text = new StringBuilder();
    text.append(pick(List.of("GET", "HEAD", "POST", "PUT"))).append(' ').append(pick(PATHS));
    text.append(" HTTP/1.1\r\nHost: ").append(pick(HOSTS)).append("\r\n");
    for (String field : FIELDS) {
      text.append(random.nextInt(3) == 0 ? field + "\r\n" : "");
    }
    byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    assertNotNull(head, text::toString);
    return head;
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static String text(RequestHead head) {
    return new String(head.bytes(), 0, head.length(), StandardCharsets.US_ASCII);
  }
}
