package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.RouteTrace.Candidate;
import dev.banyan.core.routing.RouteTrace.Doubt;
import dev.banyan.core.routing.RouteTrace.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A trace tells what the look-up did, and what it would do without the route that it found. */
class RouteTraceTest {
  private static final int TABLES = 300;
  private static final int REQUESTS = 30;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RandomTables tables = new RandomTables(random);
  private int nexts;
  private int failures;

  @Test
  void itFindsWhatTheIndexFindsAndTheNextBest() {
    for (int i = 0; i < TABLES; i++) {
      check(tables::route, 30, tables::request);
      check(tables::crowdedRoute, i % 10 == 0 ? 100 : 10, tables::crowdedRequest);
    }
    assertTrue(nexts > TABLES && failures > TABLES, () -> nexts + " " + failures + " " + seed);
  }

  private void check(Supplier<RouteMatch> routes, int most, Supplier<RequestHead> requests) {
    List<RouteMatch> table = Stream.generate(routes).limit(1 + random.nextInt(most)).toList();
    RouteIndex index = index(table);
    for (int i = 0; i < REQUESTS; i++) {
      RequestHead head = requests.get();
      RouteTrace trace = index.trace(head);
      String shown = "seed " + seed + "\n" + head.pathAndQuery() + "\n" + table;
      int found = index.find(head);
      assertEquals(found, trace.route(), shown);
      assertEquals(found == RouteIndex.DISAGREE, trace.doubt() != Doubt.NONE, shown);
      Candidate winner = trace.found();
      int raw = winner == null ? RouteIndex.NO_MATCH : winner.route();
      assertEquals(trace.readings().get(0).route(), raw, shown);
      if (found >= 0) {
        assertEquals(found, raw, shown);
        checkNext(table, trace, head, shown);
      }
      for (Candidate candidate : trace.failed()) {
        failures++;
        assertFails(table, candidate, head, shown);
      }
    }
  }

  /** Without the winner the index finds the next best. */
  private void checkNext(List<RouteMatch> table, RouteTrace trace, RequestHead head, String shown) {
    List<RouteMatch> rest = new ArrayList<>(table);
    rest.remove(trace.route());
    Candidate next = trace.next();
    int expected = index(rest).trace(head).readings().get(0).route();
    if (next == null) {
      assertEquals(RouteIndex.NO_MATCH, expected, shown);
    } else {
      nexts++;
      int shifted = next.route() > trace.route() ? next.route() - 1 : next.route();
      assertEquals(expected, shifted, shown);
    }
  }

  /** Alone in a table, a route whose condition failed finds nothing. */
  private static void assertFails(
      List<RouteMatch> table, Candidate candidate, RequestHead head, String shown) {
    assertNotNull(candidate.failed(), shown);
    RouteMatch match = table.get(candidate.route());
    RouteTrace alone = index(List.of(match)).trace(head);
    assertEquals(RouteIndex.NO_MATCH, alone.readings().get(0).route(), shown);
    assertEquals(candidate.failed(), alone.failed().get(0).failed(), shown);
  }

  private static RouteIndex index(List<RouteMatch> table) {
    RouteIndex.Builder builder = RouteIndex.builder();
    table.forEach(builder::add);
    return builder.build();
  }

  @Test
  void aConditionThatFailsIsNamedWithWhatTheRequestHas() {
    RouteMatch match =
        new RouteMatch(
            HostPattern.ANY,
            PathPattern.parse("/a"),
            Set.of(),
            List.of(),
            List.of(FieldCondition.present("p"), FieldCondition.exact("q", "x y")),
            List.of());
    RouteTrace trace = index(List.of(match)).trace(Heads.get("h", "/a?p&q=x+%C3%A9"));

    RouteTrace.Failed failed = trace.failed().get(0).failed();
    assertEquals(new RouteTrace.Failed(Subject.QUERY, 1, match.query().get(1), "x é"), failed);
    assertNull(trace.found());
  }

  @Test
  void ofManyThatFailTheNearestAreKeptAndTheOthersCounted() {
    RouteIndex.Builder builder = RouteIndex.builder();
    IntStream.range(0, 50).forEach(i -> builder.add(asking("v" + i)));
    builder.add(RouteMatch.of(HostPattern.ANY, PathPattern.parse("/a")));

    RouteTrace trace = builder.build().trace(Heads.get("h", "/a", "X-A: none"));

    assertEquals(50, trace.route());
    assertEquals(List.of(47, 48, 49), trace.failed().stream().map(Candidate::route).toList());
    assertEquals(47, trace.failedBefore());
  }

  private static RouteMatch asking(String value) {
    return new RouteMatch(
        HostPattern.ANY,
        PathPattern.parse("/a"),
        Set.of(),
        List.of(FieldCondition.exact("X-A", value)),
        List.of(),
        List.of());
  }
}
