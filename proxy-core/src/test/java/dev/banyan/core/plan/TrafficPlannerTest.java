package dev.banyan.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.forward.DirectAnswer;
import dev.banyan.core.forward.FixedResponse;
import dev.banyan.core.forward.Redirect;
import dev.banyan.core.forward.RouteActions;
import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.SideOverride;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import dev.banyan.core.split.StickyLists;
import dev.banyan.core.split.Why;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What decides the side of a request. Alice's bucket is 357, Bob's is 4921. */
class TrafficPlannerTest {
  private final TestRoute route = new TestRoute();

  private static RequestHead of(String method, String user, String side) {
    return Heads.of(method, "h", "/moved/x", "X-User: " + user, "X-Side: " + side);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # new   | kill  | lists  | side    | share | user  | plan
          false   | true  | alice  | new     | 100%  | alice | LEGACY NO_NEW -1
          true    | true  | -      | new     | 100%  | alice | LEGACY KILL -1
          true    | true  | -      | -       | 100%  | bob   | LEGACY KILL -1
          true    | true  | alice  | -       | 0%    | alice | LEGACY KILL -1
          # lists before override
          true    | false | both   | new     | 100%  | alice | LEGACY ALWAYS_LEGACY -1
          true    | false | alice  | legacy  | 0%    | alice | NEW ALWAYS_NEW -1
          true    | false | bob    | legacy  | 0%    | alice | LEGACY OVERRIDE -1
          # override before share
          true    | false | -      | new     | 0%    | alice | NEW OVERRIDE -1
          true    | false | -      | legacy  | 100%  | alice | LEGACY OVERRIDE -1
          true    | false | -      | new     | 10%   | bob   | NEW OVERRIDE -1
          # share
          true    | false | bob    | -       | 10%   | alice | NEW SHARE 357
          true    | false | -      | neither | 10%   | alice | NEW SHARE 357
          true    | false | -      | -       | 10%   | bob   | LEGACY SHARE 4921
          true    | false | -      | -       | 0%    | alice | LEGACY SHARE -1
          true    | false | -      | -       | 100%  | bob   | NEW SHARE -1
          """)
  void precedence(
      boolean moves,
      boolean kill,
      String lists,
      String side,
      String share,
      String user,
      String plan) {
    int reads = Integer.parseInt(share.replace("%", "")) * 100;
    route.newBackend = moves ? "orders" : null;
    route.kill = kill;
    route.split = new Split(reads, 0);
    route.sticky = List.of(new StickyKey.Header("X-User"));
    route.lists =
        switch (lists) {
          case "-" -> StickyLists.NONE;
          case "both" -> new StickyLists(Set.of("alice"), Set.of("alice"));
          default -> new StickyLists(Set.of(), Set.of(lists));
        };
    route.override = new SideOverride("X-Side", null, List.of(AddressBlock.parse("10.0.0.0/8")));

    ExchangePlan found = route.plan(of("GET", user, side));

    assertEquals(plan, found.side() + " " + found.why() + " " + found.bucket());
    assertNull(found.issue());
    assertEquals(0, route.draws);
  }

  @ParameterizedTest
  @CsvSource({"GET, NEW", "HEAD, NEW", "OPTIONS, NEW", "POST, LEGACY", "TRACE, LEGACY"})
  void readsAndWritesHaveTheirOwnShares(String method, Side side) {
    route.split = new Split(10_000, 0);

    assertEquals(side, route.plan(of(method, "alice", "-")).side());
  }

  @Test
  void aUsersBucketIsTheSameForReadsAndWrites() {
    route.sticky = List.of(new StickyKey.Header("X-User"));
    route.split = new Split(358, 357);

    assertEquals(Side.NEW, route.plan(of("GET", "alice", "-")).side());
    assertEquals(Side.LEGACY, route.plan(of("PUT", "alice", "-")).side());
    assertEquals(357, route.plan(of("PUT", "alice", "-")).bucket());
  }

  @Test
  void saltSetsARouteApart() {
    route.sticky = List.of(new StickyKey.Header("X-User"));
    route.split = new Split(1, 1);
    route.salt = "orders";

    assertEquals(3454, route.plan(of("GET", "alice", "-")).bucket());
  }

  @Test
  void withoutAValueTheBucketIsDrawn() {
    route.sticky = List.of(new StickyKey.Header("X-User"));
    route.split = new Split(5_000, 0);

    ExchangePlan plan = route.plan(Heads.get("h", "/moved"));

    assertEquals(Why.UNKEYED, plan.why());
    assertTrue(plan.bucket() >= 0 && plan.bucket() < Split.BUCKETS);
    assertEquals(plan.bucket() < 5_000 ? Side.NEW : Side.LEGACY, plan.side());
    assertEquals(1, route.draws);
  }

  @Test
  void anOverrideFromAStrangerIsIgnored() {
    route.split = new Split(0, 0);
    route.override = new SideOverride("X-Side", null, List.of(AddressBlock.parse("192.0.2.0/24")));

    assertEquals(Why.SHARE, route.plan(of("GET", "alice", "new")).why());
  }

  @Test
  void whatNoRouteMatchesIsLegacys() {
    route.split = new Split(10_000, 10_000);

    ExchangePlan plan = route.plan(Heads.get("h", "/elsewhere"));

    assertEquals(1, plan.route());
    assertEquals("legacy", plan.policy().name());
    assertEquals(Side.LEGACY, plan.side());
    assertEquals(Why.NO_NEW, plan.why());
  }

  @Test
  void thePlanNamesItsRoute() {
    ExchangePlan plan = route.plan(Heads.get("h", "/moved"));

    assertEquals(0, plan.route());
    assertEquals("moved", plan.policy().name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/moved/../x", "/moved/%2e%2e%2fx", "//moved", "/x;/../moved"})
  void readingsThatDisagreeHaveNoPlan(String target) {
    assertNull(route.plan(Heads.get("h", target)));
  }

  @Test
  void readingsThatAgreeHaveOne() {
    assertNotNull(route.plan(Heads.get("h", "/moved/a%2Fb;c")));
    assertNotNull(route.plan(Heads.get("h", "/x/../y")));
  }

  @ParameterizedTest
  @CsvSource({"true, REDIRECT", "false, RESPOND"})
  void aRouteThatAnswersByItselfAsksNoSide(boolean redirects, Why why) {
    DirectAnswer answer =
        redirects ? Redirect.of(307, "/a", PathPattern.ANY) : FixedResponse.of(404);
    route.newBackend = null;
    route.actions = RouteActions.builder().answer(answer).build();

    ExchangePlan plan = route.plan(of("GET", "alice", "new"));

    assertEquals(why, plan.why());
    assertTrue(plan.why().asksNoSide());
    assertSame(answer, plan.answer());
    assertEquals(-1, plan.bucket());
    assertNull(plan.issue());
  }

  @Test
  void otherRoutesAskASide() {
    ExchangePlan plan = route.plan(of("GET", "alice", "new"));

    assertNull(plan.answer());
    assertFalse(plan.why().asksNoSide());
  }
}
