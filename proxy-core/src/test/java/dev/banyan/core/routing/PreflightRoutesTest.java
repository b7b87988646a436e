package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CORS preflights go by the request that they announce. */
class PreflightRoutesTest {
  private static final String ANY = "any";
  private static final List<String> NAMES = new ArrayList<>();
  private static final RouteIndex INDEX = index();

  private static RouteIndex index() {
    RouteIndex.Builder builder = RouteIndex.builder();
    add(builder, ANY, "/**", Set.of());
    add(builder, "patch", "/a", Set.of("PATCH"));
    add(builder, "link", "/a", Set.of("LINK"));
    add(builder, "own", "/own", Set.of("OPTIONS"));
    add(builder, "own-patch", "/own", Set.of("PATCH"));
    add(builder, "below", "/own/b", Set.of());
    add(builder, "below-patch", "/own/c", Set.of("PATCH"));
    add(builder, "below-all", "/own/**", Set.of("OPTIONS", "PUT"));
    add(builder, "there", "/h", Set.of(), FieldCondition.present("X-Beta"));
    add(builder, "not-there", "/h", Set.of(), FieldCondition.absent("X-Beta"));
    add(builder, "v2", "/v", Set.of(), FieldCondition.exact("Api-Version", "2"));
    add(builder, "v3", "/v", Set.of("PUT"), FieldCondition.exact("Api-Version", "3"));
    add(builder, "agent", "/u", Set.of(), FieldCondition.prefix("User-Agent", "Phone"));
    add(builder, "text", "/u", Set.of("PUT"), FieldCondition.regex("X-Text", "[0-9]+"));
    for (int i = 0; i < 20; i++) {
      boolean put = i == 7;
      String name = "many-" + i;
      add(
          builder,
          name,
          "/many",
          put ? Set.of("PUT") : Set.of(),
          FieldCondition.exact("N", "" + i));
    }
    return builder.build();
  }

  private static void add(
      RouteIndex.Builder builder,
      String name,
      String path,
      Set<String> methods,
      FieldCondition... headers) {
    NAMES.add(name);
    builder.add(
        new RouteMatch(
            HostPattern.ANY,
            PathPattern.parse(path),
            methods,
            List.of(headers),
            List.of(),
            List.of()));
  }

  private static String route(RequestHead head) {
    int found = INDEX.find(INDEX.asked(head));
    return found == RouteIndex.DISAGREE ? "400" : NAMES.get(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # path    | method | headers            | field              | route
          /a        | PATCH  | -                  | -                  | patch
          /a        | LINK   | -                  | -                  | link
          /a        | patch  | -                  | -                  | any
          /a        | PUT    | -                  | -                  | any
          # what names OPTIONS goes first, where an OPTIONS goes there
          /own      | PATCH  | -                  | -                  | own
          /own/b    | PATCH  | -                  | -                  | below
          /own/c    | PATCH  | -                  | -                  | below-all
          /own/d    | GET    | -                  | -                  | below-all
          # fields are announced by their names
          /h        | GET    | x-a, x-beta        | -                  | there
          /h        | GET    | X-BETA             | -                  | there
          /h        | GET    | x-beta2            | -                  | not-there
          /h        | GET    | -                  | -                  | not-there
          # a value is not announced: its name stands for it
          /v        | GET    | api-version        | -                  | v2
          /v        | PUT    | api-version        | -                  | v3
          /v        | PUT    | x                  | -                  | any
          /u        | PUT    | x-text             | -                  | text
          /many     | PUT    | n                  | -                  | many-7
          /many     | GET    | n                  | -                  | many-0
          # the preflight's own fields are the request's too
          /u        | GET    | -                  | User-Agent: Phone7 | agent
          /u        | GET    | -                  | User-Agent: Desk   | any
          /v        | GET    | -                  | Api-Version: 2     | v2
          /v        | GET    | api-version        | Api-Version: 9     | any
          # readings of the path
          /own/../a | PATCH  | -                  | -                  | 400
          """)
  void theAnnouncedRequestDecides(
      String path, String method, String headers, String field, String expected) {
    RequestHead preflight =
        Heads.of(
            "OPTIONS",
            "h",
            path,
            "Origin: https://shop.example",
            "Access-Control-Request-Method: " + method,
            "Access-Control-Request-Headers: " + (headers == null ? "" : headers),
            field == null ? "X-Other: 1" : field);
    assertEquals(expected, route(preflight));
    if (!expected.equals("400") && INDEX.asked(preflight).isAnnounced()) {
      assertEquals(method, INDEX.asked(preflight).methodToken());
      RouteTrace trace = INDEX.trace(INDEX.asked(preflight));
      assertEquals(expected, NAMES.get(trace.route()));
      assertEquals(expected, NAMES.get(trace.found().route()), "the explanation says the same");
    }
  }

  @Test
  void allElseIsNoPreflight() {
    String origin = "Origin: https://shop.example";
    String method = "Access-Control-Request-Method: PATCH";
    RequestHead preflight = Heads.of("OPTIONS", "h", "/a", origin, method);
    assertNotSame(preflight, INDEX.asked(preflight));
    for (RequestHead other :
        List.of(
            Heads.of("OPTIONS", "h", "/a", origin),
            Heads.of("OPTIONS", "h", "/a", method),
            Heads.of("OPTIONS", "h", "/a", origin, "Access-Control-Request-Method:"),
            Heads.of("OPTIONS", "h", "/a", origin, "Access-Control-Request-Method: A B"),
            Heads.of("OPTIONS", "h", "/a", origin, method, "Content-Length: 1"),
            Heads.of("GET", "h", "/a", origin, method),
            Heads.of("PATCH", "h", "/a", origin, method))) {
      assertSame(other, INDEX.asked(other));
    }
  }
}
