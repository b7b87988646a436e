package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many routes may share a host and a path. */
class LargeTableTest {
  @Test
  void tenThousandRoutesMayDifferInAnExactValue() {
    LoadResult result = load(10_000, i -> "headers: { X-Tenant: \"" + i + "\" }");
    assertNotNull(result.table(), () -> result.problems().toString());
    assertEquals(10_001, result.table().routing().routes().size());
  }

  @Test
  void routesThatOnlyATrialTellsApartAreBounded() {
    assertEquals(
        0, load(256, i -> "headers: { X-Tenant: { prefix: \"" + i + "-\" } }").problems().size());
    LoadResult result = load(257, i -> "headers: { X-Tenant: { prefix: \"" + i + "-\" } }");
    assertEquals(
        """
        routes.yaml:261:26: error: match: too many routes for this host and path, from `r0` in line 5 on
         261 |   - { name: r256, match: { path: /**, headers: { X-Tenant: { prefix: "256-" } } } }
             |                          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
             = help: tell them apart by exact values, of which there may be any number; of other conditions 256 routes at most, where a regex counts for 16 or more

        1 error
        """,
        ProblemPrinter.plain().print(result.problems()));
  }

  private static LoadResult load(int count, IntFunction<String> condition) {
    String routes =
        IntStream.range(0, count)
            .mapToObj(
                i -> "  - { name: r" + i + ", match: { path: /**, " + condition.apply(i) + " } }\n")
            .collect(Collectors.joining());
    String head = "listen: 8080\nbackends: { old: http://127.0.0.1:9001 }\nlegacy: old\nroutes:\n";
    return ConfigLoader.load("routes.yaml", head + routes);
  }
}
