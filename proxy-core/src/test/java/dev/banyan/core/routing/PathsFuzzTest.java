package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.testkit.fuzz.FuzzTests;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A path has the readings that a naive reader finds, its route is the one that a linear search
 * finds for all of them, and no server that mixes these readings finds another prefix. An input is
 * a path.
 */
class PathsFuzzTest implements FuzzTests {
  private static final int PUBLIC = 0;
  private static final int ADMIN = 1;
  private static final List<RouteMatch> TABLE =
      Stream.of(
              "/public/**",
              "/admin/**",
              "/shop/cart",
              "/shop/cart/",
              "/caf\u00e9",
              "/users/{id}/orders",
              "/users/*/orders/new")
          .map(path ->
              new RouteMatch(
                  HostPattern.ANY,
                  PathPattern.parse(path),
                  Set.of(),
                  List.of(),
                  List.of(),
                  List.of()))
          .toList();
  private static final RouteIndex INDEX = index();

  private static RouteIndex index() {
    RouteIndex.Builder builder = RouteIndex.builder();
    TABLE.forEach(builder::add);
    return builder.build();
  }

  @Override
  public void check(byte[] input) {
    String text = Ascii.string(input, 0, input.length);
    byte[] bytes = Ascii.bytes("GET " + text + " HTTP/1.1\r\nHost: a\r\n\r\n");
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    if (head == null || !text.startsWith("/")) {
      return;
    }
    checkReadings(head);
    checkRoute(head);
  }

  private static void checkReadings(RequestHead head) {
    String path = head.path();
    PathReadings readings = new PathReadings(head.bytes(), head.pathStart(), head.pathEnd());
    assertEquals(joined(NaivePaths.raw(path)), readings.raw().toString());
    assertEquals(joined(NaivePaths.normalised(path)), readings.normalised().toString());
    assertEquals(joined(NaivePaths.decoded(path)), readings.decoded().toString());
    if (PathReadings.isOne(head.bytes(), head.pathStart(), head.pathEnd())) {
      assertEquals(path, readings.raw().toString());
      assertEquals(path, readings.normalised().toString());
      assertEquals(path, readings.decoded().toString());
    }
  }

  private static String joined(List<String> segments) {
    return "/" + String.join("/", segments);
  }

  private static void checkRoute(RequestHead head) {
    String path = head.path();
    Set<Integer> found =
        new NaiveRouter(TABLE)
            .best(head).stream()
                .map(best -> best.isEmpty() ? RouteIndex.NO_MATCH : best.get(0))
                .collect(Collectors.toSet());
    boolean agreed = found.size() == 1 && !NaivePaths.hasMoreReadings(path);
    int route = INDEX.find(head);
    assertEquals(agreed ? found.iterator().next() : RouteIndex.DISAGREE, route);
    if (route != RouteIndex.DISAGREE) {
      List<String> prefixes = PathModels.firstSegments(path);
      for (int prefix : new int[] {PUBLIC, ADMIN}) {
        String name = prefix == PUBLIC ? "public" : "admin";
        if (route == prefix) {
          assertEquals(Set.of(name), Set.copyOf(prefixes), path);
        } else {
          assertFalse(prefixes.contains(name), path);
        }
      }
    }
  }
}
