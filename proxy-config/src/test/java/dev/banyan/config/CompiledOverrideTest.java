package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.split.SideOverride;
import dev.banyan.core.split.StickyLists;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What lists and overrides become in the core. */
class CompiledOverrideTest {
  private static final AddressBlock OFFICE = AddressBlock.parse("10.0.0.0/8");

  @Test
  void aRouteThatSaysNothingListsNobodyAndLetsNobodyChoose() {
    RoutePolicy route = routes("", "").get(0);
    assertEquals(new StickyLists(Set.of(), Set.of()), route.lists());
    assertNull(route.override());
  }

  @Test
  void listsAndOverrideArrive() {
    String keys =
        "always-new: [alice, bob], always-legacy: carol, override: { header: X-Side, cookie: side,"
            + " from: [10.0.0.0/8, 192.0.2.7] }";
    RoutePolicy route = routes("", keys).get(0);
    assertEquals(new StickyLists(Set.of("carol"), Set.of("alice", "bob")), route.lists());
    List<AddressBlock> from = List.of(OFFICE, AddressBlock.parse("192.0.2.7"));
    assertEquals(new SideOverride("X-Side", "side", from), route.override());
  }

  @Test
  void theDefaultsAreTakenWhole() {
    String defaults =
        "always-new: [alice], always-legacy: [bob], override: { header: X-Side, from: 10.0.0.0/8 }";
    RoutePolicy same = routes(defaults, "").get(0);
    assertEquals(new StickyLists(Set.of("bob"), Set.of("alice")), same.lists());
    assertEquals(new SideOverride("X-Side", null, List.of(OFFICE)), same.override());
    RoutePolicy own =
        routes(defaults, "always-new: [], override: { cookie: side, from: 10.0.0.0/8 }").get(0);
    assertEquals(new StickyLists(Set.of("bob"), Set.of()), own.lists());
    assertEquals(new SideOverride(null, "side", List.of(OFFICE)), own.override());
    assertNull(routes(defaults, "override: off").get(0).override());
  }

  @Test
  void theFieldOfTheDefaultsIsKnownWhereNoRouteMatches() {
    String defaults = "override: { header: X-Side, from: 10.0.0.0/8 }";
    RoutePolicy unmatched = routes(defaults, "override: off").get(1);
    assertEquals(new SideOverride("X-Side", null, List.of(OFFICE)), unmatched.override());
    assertNull(unmatched.newBackend());
    assertNull(routes("", defaults).get(1).override());
  }

  @Test
  void aListMayNameTenThousandUsers() {
    String users =
        IntStream.range(0, 10_000).mapToObj(i -> "u" + i).collect(Collectors.joining(", "));
    RoutePolicy route = routes("", "always-new: [" + users + "]").get(0);
    assertEquals(10_000, route.lists().alwaysNew().size());
  }

  private static List<RoutePolicy> routes(String defaults, String keys) {
    String table =
        """
        listen: 8080
        backends: { old: http://127.0.0.1:1, new: http://127.0.0.1:2 }
        legacy: old
        defaults: { new: new, sticky: { cookie: uid }, %s }
        routes:
          - { name: a, match: { path: /a }, %s }
        """
            .formatted(defaults, keys);
    LoadResult result = ConfigLoader.load("routes.yaml", table);
    assertEquals(List.of(), result.problems());
    return Objects.requireNonNull(result.table()).routing().routes();
  }
}
