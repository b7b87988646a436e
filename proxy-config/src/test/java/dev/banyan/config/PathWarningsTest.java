package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.routing.RouteIndex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table is warned of exactly where it refuses what a sample shows. */
class PathWarningsTest {
  /** The problems of a table but for those that pages explain in their text. */
  static List<Problem> others(LoadResult result) {
    return result.problems().stream()
        .filter(problem -> problem.isError() || !problem.message().startsWith("path: "))
        .toList();
  }

  private static LoadResult load(String below) {
    return ConfigLoader.load(
        "routes.yaml",
        """
        listen: 8080
        backends: { old: http://127.0.0.1:9001, new: http://127.0.0.1:9002 }
        legacy: old
        defaults: { timeout: 2s }
        routes:
          - { name: one, match: { path: "/projects/{id}" }, new: new, share: 50%, sticky: client-ip }
        """
            + below);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what the other route says                                            | route
          new: new, share: 50%, sticky: client-ip                                | one
          new: new, share: 50%, sticky: client-ip, timeout: 2s                   | one
          new: new, share: 50%, sticky: client-ip, timeout: 3s                   | 400
          new: new, share: 51%, sticky: client-ip                                | 400
          new: new, share: 50%, sticky: { cookie: c }                            | 400
          new: new, share: 50%, sticky: client-ip, kill: true                    | 400
          new: new, share: 50%, sticky: client-ip, breaker: off                  | 400
          new: new, share: 50%, sticky: client-ip, fallback: { idempotency-key: true } | 400
          new: new, share: 50%, sticky: client-ip, max-in-flight: 5              | 400
          new: new, share: 50%, sticky: client-ip, body-limit: 5MiB              | 400
          new: new, share: 50%, sticky: client-ip, always-new: [192.0.2.1]       | 400
          new: new, share: 50%, sticky: client-ip, override: { header: X-S, from: 192.0.2.1 } | 400
          new: new, share: 50%, sticky: client-ip, headers: { request: { set: { X-A: b } } } | 400
          new: new, share: 50%, sticky: client-ip, rewrite: { strip-prefix: /projects } | 400
          respond: 404                                                           | 400
          """)
  void aRouteThatSaysTheSameIsNoOther(String says, String found) {
    LoadResult result = load("  - { name: all, match: { path: /projects/** }, " + says + " }\n");
    RoutingSnapshot routing = Objects.requireNonNull(result.table(), result::toString).routing();
    int route = find(routing, "/projects/group%2Fproject");

    assertEquals(found, route == RouteIndex.DISAGREE ? "400" : routing.routes().get(route).name());
    boolean warned =
        result.problems().stream().anyMatch(problem -> problem.message().contains("a slash in"));
    assertEquals(found.equals("400"), warned);
  }

  @Test
  void theSameActionsAreTheSame() {
    String says =
        ", headers: { request: { set: { X-A: \"{client-ip}\" }, remove: X-B }, response: { add: {"
            + " X-C: [a, b] } } }, rewrite: { new: { replace-prefix: { from: /p, to: /q } } }";
    LoadResult result =
        load(
            "  - { name: a, match: { path: \"/p/{id}\" }, new: new, share: 100%%%s }\n"
                    .formatted(says)
                + "  - { name: b, match: { path: /p/** }, new: new, share: 100%%%s }\n"
                    .formatted(says));
    RoutingSnapshot routing = Objects.requireNonNull(result.table(), result::toString).routing();

    assertEquals("a", routing.routes().get(find(routing, "/p/group%2Fproject")).name());
  }

  @Test
  void whatNobodyMovesIsLegacysWhateverIsSaidOfNew() {
    LoadResult result = load("  - { name: plain, match: { path: \"/plain/{id}\" } }\n");
    RoutingSnapshot routing = Objects.requireNonNull(result.table(), result::toString).routing();

    assertTrue(find(routing, "/plain/a%2Fb") >= 0);
  }

  private static int find(RoutingSnapshot routing, String path) {
    byte[] head =
        ("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    return routing.index().find(Objects.requireNonNull(parser.parseRequest(head, head.length)));
  }
}
