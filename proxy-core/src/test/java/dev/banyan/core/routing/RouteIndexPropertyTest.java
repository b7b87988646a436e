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
