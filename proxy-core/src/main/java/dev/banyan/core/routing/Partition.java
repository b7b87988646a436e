package dev.banyan.core.routing;

import dev.banyan.core.routing.FieldCondition.Exact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes divided by the value that they ask of one field: no request is that of two groups.
 * Immutable.
 *
 * @param key the field
 * @param groups the routes that ask for a value, by this value's bytes, one character each
 * @param rest the routes that ask nothing of the field, or something else
 */
record Partition(FieldKey key, Map<String, List<Integer>> groups, List<Integer> rest) {
  /** How many routes fewer must be left to try for a look-up to be worth its while. */
  private static final int LEAST_GAIN = 4;

  /**
   * Divides routes by the field that tells most of them apart; null if none tells enough.
   *
   * @param routes indices into {@code table}
   */
  static @Nullable Partition of(List<Integer> routes, List<RouteMatch> table) {
    if (routes.size() <= LEAST_GAIN) {
      return null;
    }
    Map<FieldKey, Map<String, Integer>> counts = new LinkedHashMap<>();
    for (int route : routes) {
      values(table.get(route))
          .forEach((key, value) ->
              counts.computeIfAbsent(key, each -> new HashMap<>()).merge(value, 1, Integer::sum));
    }
    FieldKey best = null;
    int most = LEAST_GAIN - 1;
    for (Map.Entry<FieldKey, Map<String, Integer>> entry : counts.entrySet()) {
      int gain = gain(entry.getValue());
      if (gain > most) {
        most = gain;
        best = entry.getKey();
      }
    }
    return best == null ? null : by(best, routes, table);
  }

  private static int gain(Map<String, Integer> counts) {
    int all = 0;
    int largest = 0;
    for (int count : counts.values()) {
      all += count;
      largest = Math.max(largest, count);
    }
    return all - largest;
  }

  private static Partition by(FieldKey key, List<Integer> routes, List<RouteMatch> table) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    List<Integer> rest = new ArrayList<>();
    for (int route : routes) {
      String value = values(table.get(route)).get(key);
      (value == null ? rest : groups.computeIfAbsent(value, each -> new ArrayList<>())).add(route);
    }
    return new Partition(key, groups, rest);
  }

  /** The values that a route asks for, the first one of each field. */
  private static Map<FieldKey, String> values(RouteMatch match) {
    Map<FieldKey, String> values = new LinkedHashMap<>();
    FieldKey.forEach(
        match,
        (key, test) -> {
          if (test instanceof Exact exact) {
            byte[] bytes = exact.value().getBytes(StandardCharsets.UTF_8);
            values.putIfAbsent(key, new String(bytes, StandardCharsets.ISO_8859_1));
          }
        });
    return values;
  }
}
