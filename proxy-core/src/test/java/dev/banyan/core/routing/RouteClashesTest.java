package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which routes do not go together. */
class RouteClashesTest {
  private static String clashes(RouteMatch... routes) {
    RouteIndex.Builder builder = RouteIndex.builder();
    List.of(routes).forEach(builder::add);
    return builder.clashes().stream()
        .map(clash -> clash.route() + " " + clash.kind() + " " + clash.other())
        .collect(Collectors.joining(", "));
  }

  private static RouteMatch route(String host, String path) {
    return RouteMatch.of(HostPattern.parse(host), PathPattern.parse(path));
  }

  private static RouteMatch methods(String... methods) {
    return new RouteMatch(
        HostPattern.ANY, PathPattern.ANY, Set.of(methods), List.of(), List.of(), List.of());
  }

  private static RouteMatch headers(FieldCondition... headers) {
    return new RouteMatch(
        HostPattern.ANY, PathPattern.ANY, Set.of(), List.of(headers), List.of(), List.of());
  }

  private static RouteMatch query(FieldCondition... query) {
    return new RouteMatch(
        HostPattern.ANY, PathPattern.ANY, Set.of(), List.of(), List.of(query), List.of());
  }

  private static FieldCondition condition(String name, String test) {
    return switch (test.charAt(0)) {
      case '-' -> FieldCondition.absent(name);
      case '=' -> FieldCondition.exact(name, test.substring(1));
      case '^' -> FieldCondition.prefix(name, test.substring(1));
      case '~' -> FieldCondition.regex(name, test.substring(1));
      default -> FieldCondition.present(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "a, /x, A., /x, 1 EQUAL_RANK 0",
    "*, /{a}/**, *, /{b}/**, 1 EQUAL_RANK 0",
    "*, /{a}, *, /*, 1 EQUAL_RANK 0",
    "*.a, /%61, *.a, /a, 1 EQUAL_RANK 0",
    "a, /x, b, /x, ''",
    "a, /x, *, /x, ''",
    "*.b.a, /x, *.a, /x, ''",
    "*, /a/{x}, *, /{x}/a, ''",
    "*, /a, *, /a/, ''",
    "*, /a, *, /a/**, ''",
    "*, /**, *, /*, ''",
  })
  void hostsAndPaths(String host, String path, String otherHost, String otherPath, String clash) {
    assertEquals(clash, clashes(route(host, path), route(otherHost, otherPath)));
  }

  @ParameterizedTest
  @CsvSource({
    "=1, =2, ''",
    "=1, =1, 1 EQUAL_RANK 0",
    "=1, ?, 1 EQUAL_RANK 0",
    "=12, ^1, 1 EQUAL_RANK 0",
    "=21, ^1, ''",
    "^1, ^12, 1 EQUAL_RANK 0",
    "^1, ^2, ''",
    "=12, ~[0-9]+, 1 EQUAL_RANK 0",
    "=1x, ~[0-9]+, ''",
    "~[0-9]+, =1x, ''",
    "~a, ~b, 1 EQUAL_RANK 0",
    "^a, ~b, 1 EQUAL_RANK 0",
    "-, -, 1 EQUAL_RANK 0",
    "-, ?, ''",
    "=1, -, ''",
    "-, ^1, ''",
    "~a, -, ''",
  })
  void conditionsOnOneName(String first, String second, String clash) {
    assertEquals(
        clash, clashes(headers(condition("X-A", first)), headers(condition("x-a", second))));
    assertEquals(clash, clashes(query(condition("a", first)), query(condition("a", second))));
  }

  @Test
  void differentNamesOverlap() {
    assertEquals(
        "1 EQUAL_RANK 0", clashes(query(condition("a", "=1")), query(condition("A", "=2"))));
    assertEquals("1 EQUAL_RANK 0", clashes(methods("GET"), headers(condition("a", "=1"))));
  }

  @Test
  void disjointMethodsDoNot() {
    assertEquals("", clashes(methods("GET", "HEAD"), methods("POST"), methods("get")));
    assertEquals("1 EQUAL_RANK 0", clashes(methods("GET", "HEAD"), methods("HEAD", "POST")));
  }

  @Test
  void fewerConditionsAreNoClash() {
    RouteMatch two = headers(condition("a", "?"), condition("b", "?"));

    assertEquals("", clashes(methods("GET"), route("*", "/**"), two));
  }

  @Test
  void aRouteThatABetterOneCoversIsNeverReached() {
    RouteMatch exact = headers(condition("a", "=1"));
    RouteMatch twice = headers(condition("a", "^1"), condition("A", "?"));

    assertEquals("0 NEVER_REACHED 1", clashes(exact, twice));
    assertEquals("1 NEVER_REACHED 0", clashes(twice, exact));
    assertEquals("", clashes(headers(condition("a", "=2")), twice));
  }

  @Test
  void aRouteThatContradictsItselfIsNeverReached() {
    RouteMatch both = headers(condition("a", "=1"), condition("A", "=2"));

    assertEquals("1 NEVER_REACHED 1", clashes(methods("GET"), both));
  }

  @Test
  void aRouteThatAsksForAValueAndForNoneIsNeverReached() {
    assertEquals("0 NEVER_REACHED 0", clashes(headers(condition("a", "-"), condition("A", "?"))));
    assertEquals(
        "",
        clashes(headers(condition("a", "-")), headers(condition("a", "?"), condition("b", "-"))));
    assertEquals(
        "1 NEVER_REACHED 0",
        clashes(headers(condition("a", "-"), condition("A", "-")), headers(condition("a", "-"))));
  }

  @Test
  void anyNumberOfRoutesMayDifferInAnExactValue() {
    Stream<RouteMatch> routes =
        IntStream.range(0, 10_000)
            .mapToObj(i -> headers(condition("X-Tenant", "=" + i), condition("X-A", "?")));

    assertEquals("", clashes(routes.toArray(RouteMatch[]::new)));
  }

  @Test
  void clashesAreFoundAmongRoutesThatAnExactValueTellsApart() {
    List<RouteMatch> routes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      routes.add(headers(condition("X-Tenant", "=" + i)));
    }
    routes.add(query(condition("q", "=1")));
    routes.set(7_000, headers(condition("x-tenant", "=3")));
    routes.set(8_000, headers(condition("X-Tenant", "^3"), condition("x-tenant", "?")));

    String clashes = clashes(routes.toArray(RouteMatch[]::new));

    assertTrue(clashes.startsWith("3 NEVER_REACHED 8000, 30 NEVER_REACHED 8000, "), clashes);
    assertTrue(
        clashes.contains("7000 EQUAL_RANK 3, 7000 NEVER_REACHED 8000, 10000 EQUAL"), clashes);
  }

  @Test
  void routesThatOnlyATrialTellsApartAreFew() {
    assertEquals("", clashes(prefixes(RouteLeaf.MOST_WORK)));
    assertEquals("256 CROWDED 0", clashes(prefixes(RouteLeaf.MOST_WORK + 1)));
  }

  @Test
  void aRegularExpressionIsAsMuchWorkAsSixteenRoutes() {
    RouteMatch[] routes = prefixes(RouteLeaf.MOST_WORK - 15);
    routes[7] = headers(condition("X-B", "~b"), condition("X-A", "^7."));
    assertEquals("", clashes(routes));
    routes[8] = headers(condition("X-B", "~b"), condition("X-A", "^8."));
    assertEquals("240 CROWDED 0", clashes(routes));
  }

  @Test
  void aLongExpressionIsMoreWork() {
    RouteMatch[] routes = prefixes(100);
    routes[7] = headers(condition("X-B", "~" + "a".repeat(600)), condition("X-A", "^7."));
    assertEquals("", clashes(routes));
    routes[8] = headers(condition("X-B", "~" + "b".repeat(600)), condition("X-A", "^8."));
    assertEquals("99 CROWDED 0", clashes(routes));
  }

  private static RouteMatch[] prefixes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> headers(condition("X-A", "^" + i + ".")))
        .toArray(RouteMatch[]::new);
  }

  @Test
  void routesOfSeveralHostsClashOnce() {
    List<RouteMatch> ab = List.of(route("a", "/x"), route("b", "/x"));
    List<RouteMatch> bac = List.of(route("b", "/x"), route("a", "/x"), route("c", "/x"));
    List<RouteMatch> d = List.of(route("d", "/x"));

    List<RouteClash> clashes = RouteIndex.builder().add(d).add(ab).add(bac).clashes();

    assertEquals(List.of(new RouteClash(2, 1, RouteClash.Kind.EQUAL_RANK)), clashes);
  }

  @Test
  void allClashesAreReportedInOrder() {
    RouteMatch route = route("a", "/x");
    RouteMatch other = route("a", "/y");

    assertEquals(
        "2 EQUAL_RANK 0, 3 EQUAL_RANK 1, 4 EQUAL_RANK 0, 4 EQUAL_RANK 2",
        clashes(route, other, route, other, route));
  }
}
