package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.RouteClash.Kind;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
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
      List<RouteMatch> table =
          Stream.generate(tables::route).limit(1 + random.nextInt(30)).toList();
      RouteIndex.Builder builder = RouteIndex.builder();
      table.forEach(builder::add);
      Set<RouteClash> clashes = Set.copyOf(builder.clashes());
      RouteIndex index = builder.build();
      for (int request = 0; request < REQUESTS; request++) {
        check(table, clashes, index, tables.request());
      }
    }
    assertTrue(
        matched > TABLES && disagreed > TABLES && clashed > TABLES / 10,
        () -> "too few cases: " + matched + " " + disagreed + " " + clashed + " seed " + seed);
  }

  private void check(
      List<RouteMatch> table, Set<RouteClash> clashes, RouteIndex index, RequestHead head) {
    List<List<Integer>> best = new NaiveRouter(table).best(head);
    best.forEach(each -> each.forEach(later -> checkReported(each.get(0), later, clashes)));
    Set<Integer> found =
        best.stream()
            .map(each -> each.isEmpty() ? RouteIndex.NO_MATCH : each.get(0))
            .collect(Collectors.toSet());
    boolean agreed = found.size() == 1 && !NaivePaths.climbsAmbiguously(head.path());
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
