package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.RouteClash.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index finds what a linear search over random tables finds, and reports what is ambiguous. */
class RouteIndexPropertyTest {
  private static final int TABLES = 500;
  private static final int REQUESTS = 40;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RandomTables tables = new RandomTables(random);
  private int matched;
  private int disagreed;
  private int clashed;

  @Test
  void theIndexFindsWhatALinearSearchFinds() {
    for (int i = 0; i < TABLES; i++) {
      check(random(tables::route, 30), tables::request, REQUESTS);
    }
    assertTrue(
        matched > TABLES && disagreed > TABLES && clashed > TABLES / 10,
        () -> "too few cases: " + matched + " " + disagreed + " " + clashed + " seed " + seed);
  }

  @Test
  void soItIsWhereOnlyConditionsTellRoutesApart() {
    for (int i = 0; i < TABLES / 10; i++) {
      int most = i % 5 == 0 ? 300 : 40;
      check(random(tables::crowdedRoute, most), tables::crowdedRequest, 5 * REQUESTS);
    }
    assertTrue(
        matched > 5 * TABLES && clashed > TABLES,
        () -> "too few cases: " + matched + " " + clashed + " seed " + seed);
  }

  /** Of routes of equal rank the first one added is found; a sound table has none. */
  @Test
  void theOrderOfASoundTableDoesNotCount() {
    int sound = 0;
    for (int i = 0; i < TABLES; i++) {
      List<RouteMatch> table = withoutClashes(random(tables::route, 30));
      List<RouteMatch> shuffled = new ArrayList<>(table);
      Collections.shuffle(shuffled, random);
      RouteIndex index = index(table);
      RouteIndex other = index(shuffled);
      sound += table.size();
      for (int request = 0; request < REQUESTS; request++) {
        RequestHead head = tables.request();
        assertEquals(
            found(table, index, head),
            found(shuffled, other, head),
            () -> "seed " + seed + "\n" + head.pathAndQuery() + "\n" + table);
      }
    }
    assertTrue(sound > 5 * TABLES, "routes in sound tables: " + sound);
  }

  /** Where every path leads to routes that are alike no reading of it counts. */
  @Test
  void aPathWithManyReadingsHasARouteWhereTheseAreAlike() {
    int passed = 0;
    for (int i = 0; i < TABLES; i++) {
      List<RouteMatch> table = random(tables::route, 6);
      List<Integer> kinds = random.ints(table.size() + 1, 0, 3).boxed().toList();
      Set<Integer> readers = random.nextBoolean() ? Set.of() : Set.of(random.nextInt(3));
      RouteIndex.Builder builder = RouteIndex.builder();
      table.forEach(builder::add);
      RouteIndex index = builder.build(Likeness.of(kinds, readers::contains));
      for (int request = 0; request < REQUESTS; request++) {
        RequestHead head = tables.request();
        int actual = index.find(head);
        int expected = expected(table, kinds, readers, head);
        assertEquals(expected, actual, () -> "seed " + seed + head.host() + head.path() + table);
        boolean more = NaivePaths.hasMoreReadings(head.path());
        passed += actual != RouteIndex.DISAGREE && more ? 1 : 0;
      }
    }
    assertTrue(passed > TABLES / 10, "paths with more readings that have a route: " + passed);
  }

  private static int expected(
      List<RouteMatch> table, List<Integer> kinds, Set<Integer> readers, RequestHead head) {
    List<List<Integer>> best = new NaiveRouter(table).best(head);
    List<Integer> found =
        best.stream().map(each -> each.isEmpty() ? RouteIndex.NO_MATCH : each.get(0)).toList();
    Set<Integer> likes =
        found.stream().map(route -> kind(kinds, route)).collect(Collectors.toSet());
    boolean alike = likes.size() == 1 || Set.copyOf(found).size() == 1;
    if (!alike || !NaivePaths.hasMoreReadings(head.path())) {
      return alike ? found.get(0) : RouteIndex.DISAGREE;
    }
    Set<Integer> possible =
        new NaiveRouter(table)
            .ofHost(head).stream().map(route -> kind(kinds, route)).collect(Collectors.toSet());
    boolean settled = possible.size() == 1 && possible.stream().noneMatch(readers::contains);
    return settled ? found.get(0) : RouteIndex.DISAGREE;
  }

  private static int kind(List<Integer> kinds, int route) {
    return kinds.get(route == RouteIndex.NO_MATCH ? kinds.size() - 1 : route);
  }

  private List<RouteMatch> random(Supplier<RouteMatch> routes, int most) {
    return Stream.generate(routes).limit(1 + random.nextInt(most)).toList();
  }

  private static RouteIndex index(List<RouteMatch> table) {
    RouteIndex.Builder builder = RouteIndex.builder();
    table.forEach(builder::add);
    return builder.build();
  }

  private static List<RouteMatch> withoutClashes(List<RouteMatch> table) {
    RouteIndex.Builder builder = RouteIndex.builder();
    table.forEach(builder::add);
    Set<Integer> clashing =
        builder.clashes().stream().map(RouteClash::route).collect(Collectors.toSet());
    return IntStream.range(0, table.size())
        .filter(route -> !clashing.contains(route))
        .mapToObj(table::get)
        .toList();
  }

  private static Object found(List<RouteMatch> table, RouteIndex index, RequestHead head) {
    int found = index.find(head);
    return found < 0 ? found : table.get(found);
  }

  private void check(List<RouteMatch> table, Supplier<RequestHead> requests, int count) {
    RouteIndex.Builder builder = RouteIndex.builder();
    table.forEach(builder::add);
    List<RouteClash> clashes = builder.clashes();
    RouteIndex index = builder.build();
    for (int request = 0; request < count; request++) {
      check(table, clashes, index, requests.get());
    }
  }

  private void check(
      List<RouteMatch> table, List<RouteClash> clashes, RouteIndex index, RequestHead head) {
    List<List<Integer>> best = new NaiveRouter(table).best(head);
    if (clashes.size() < RouteClashes.MOST) {
      Set<RouteClash> all = Set.copyOf(clashes);
      best.forEach(each -> each.forEach(later -> checkReported(each.get(0), later, all)));
    }
    Set<Integer> found =
        best.stream()
            .map(each -> each.isEmpty() ? RouteIndex.NO_MATCH : each.get(0))
            .collect(Collectors.toSet());
    boolean agreed = found.size() == 1 && !NaivePaths.hasMoreReadings(head.path());
    int expected = agreed ? found.iterator().next() : RouteIndex.DISAGREE;
    matched += expected >= 0 ? 1 : 0;
    disagreed += expected == RouteIndex.DISAGREE ? 1 : 0;

    int actual = index.find(head);

    String shown = "seed " + seed + "\n" + head.methodToken() + head.host() + head.pathAndQuery();
    assertEquals(expected, actual, () -> shown + "\n" + table);
    clashes.stream()
        .filter(clash -> clash.kind() == Kind.NEVER_REACHED)
        .forEach(clash -> assertNotEquals(clash.route(), actual, () -> shown + "\n" + table));
  }

  private void checkReported(int first, int later, Set<RouteClash> clashes) {
    if (first != later) {
      clashed++;
      RouteClash clash = new RouteClash(later, first, Kind.EQUAL_RANK);
      assertTrue(clashes.contains(clash), () -> clash + " is missing, seed " + seed);
    }
  }
}
