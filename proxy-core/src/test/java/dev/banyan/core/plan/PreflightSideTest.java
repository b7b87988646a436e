package dev.banyan.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.split.SideOverride;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import dev.banyan.core.split.StickyLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sides a CORS preflight goes to. Of 10,000 buckets alice's is 357, bob's 4921. */
class PreflightSideTest {
  private final TestRoute route = new TestRoute();

  private static RequestHead preflight(String method, String headers, String... fields) {
    List<String> all = new ArrayList<>(List.of(fields));
    all.add("Origin: https://shop.example");
    all.add("Access-Control-Request-Method: " + method);
    all.add("Access-Control-Request-Headers: " + headers);
    return Heads.of("OPTIONS", "h", "/moved", all.toArray(String[]::new));
  }

  private String decision(RequestHead head) {
    ExchangePlan plan = route.plan(head);
    assertNull(plan.issue(), "browsers drop what an answer to a preflight sets");
    assertEquals(0, route.draws, "nothing is drawn");
    return plan.side().name().toLowerCase(Locale.ROOT) + " " + plan.why().label();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # reads | writes | method | sticky   | decision
          0       | 0      | PATCH  | cookie   | legacy share
          10000   | 10000  | PATCH  | cookie   | new share
          5000    | 0      | PATCH  | cookie   | legacy share
          5000    | 0      | GET    | cookie   | legacy preflight
          0       | 1      | PATCH  | cookie   | legacy preflight
          0       | 1      | OPTIONS | cookie  | legacy share
          10000   | 9999   | DELETE | cookie   | legacy preflight
          10000   | 9999   | HEAD   | cookie   | new share
          0       | 5000   | PATCH  | none     | legacy preflight
          0       | 5000   | PATCH  | announced | legacy preflight
          0       | 5000   | PATCH  | unsent   | legacy preflight
          # the request comes from the same address
          0       | 10000  | PATCH  | ip       | new share
          """)
  void theShareOfTheAnnouncedRequestDecides(
      int reads, int writes, String method, String sticky, String expected) {
    route.split = new Split(reads, writes);
    route.sticky =
        switch (sticky) {
          case "cookie" -> List.of(new StickyKey.Cookie("banyan", true), new StickyKey.ClientIp());
          case "announced", "unsent" -> List.of(new StickyKey.Header("X-User"));
          case "ip" -> List.of(new StickyKey.ClientIp());
          default -> List.of();
        };
    String headers = sticky.equals("announced") ? "x-user" : "x-other";
    assertEquals(expected, decision(preflight(method, headers)));
  }

  @Test
  void aValueThatTheRequestSharesDecidesAsEver() {
    route.split = new Split(0, 4_000);
    route.sticky =
        List.of(new StickyKey.Header("X-Edge-User"), new StickyKey.Cookie("banyan", true));
    assertEquals("new share", decision(preflight("PUT", "", "X-Edge-User: alice")));
    assertEquals("legacy share", decision(preflight("PUT", "", "X-Edge-User: bob")));
    assertEquals(4_921, route.plan(preflight("PUT", "", "X-Edge-User: bob")).bucket());
    assertEquals("new share", decision(preflight("PUT", "", "Cookie: banyan=alice")));
    route.sticky = List.of(new StickyKey.Header("X-User"), new StickyKey.ClientIp());
    String own = route.plan(Heads.of("PUT", "h", "/moved")).side().name();
    assertEquals(own, route.plan(preflight("PUT", "x-other")).side().name(), "by its address");
    assertEquals("legacy preflight", decision(preflight("PUT", "x-user")));
  }

  @Test
  void whereAUserMayBeListedBothSidesAreAsked() {
    route.split = Split.NONE;
    route.sticky = List.of(new StickyKey.Cookie("banyan", true));
    route.lists = new StickyLists(Set.of(), Set.of("alice"));
    assertEquals("legacy preflight", decision(preflight("PUT", "")));
    assertEquals("new always-new", decision(preflight("PUT", "", "Cookie: banyan=alice")));
    route.lists = new StickyLists(Set.of("bob"), Set.of());
    assertEquals("legacy share", decision(preflight("PUT", "")));
    route.split = new Split(10_000, 10_000);
    assertEquals("legacy preflight", decision(preflight("PUT", "")));
    route.sticky = List.of(new StickyKey.ClientIp());
    assertEquals("new share", decision(preflight("PUT", "")));
    route.lists = new StickyLists(Set.of("10.0.0.1"), Set.of());
    assertEquals("legacy always-legacy", decision(preflight("PUT", "")));
  }

  @Test
  void whereATesterMayChooseBothSidesAreAsked() {
    List<AddressBlock> office = List.of(AddressBlock.parse("10.0.0.0/8"));
    route.override = new SideOverride("X-Side", null, office);
    assertEquals("legacy share", decision(preflight("PUT", "x-other")));
    assertEquals("legacy preflight", decision(preflight("PUT", "x-side")));
    assertEquals("new override", decision(preflight("PUT", "", "X-Side: new")));
    route.override = new SideOverride(null, "side", office);
    assertEquals("legacy preflight", decision(preflight("PUT", "")));
    route.override = new SideOverride(null, "side", List.of(AddressBlock.parse("192.0.2.0/24")));
    assertEquals("legacy share", decision(preflight("PUT", "")), "no tester");
  }

  @Test
  void whoAnnouncesAnotherMethodInAFieldAnnouncesAWrite() {
    route.split = new Split(10_000, 0);
    route.sticky = List.of(new StickyKey.Cookie("banyan", true));
    assertEquals("new share", decision(preflight("GET", "x-other")));
    assertEquals("legacy share", decision(preflight("GET", "x-other, X-HTTP-Method-Override")));
    RequestHead overriding = preflight("GET", "", "X-Method-Override: DELETE");
    assertNull(overriding.announced(), "it may be no preflight to the application");
  }

  @Test
  void aSwitchCountsBeforeAll() {
    route.split = new Split(5_000, 5_000);
    route.sticky = List.of(new StickyKey.Cookie("banyan", true));
    route.kill = true;
    assertEquals("legacy kill", decision(preflight("PUT", "")));
    route.newBackend = null;
    assertEquals("legacy no-new", decision(preflight("PUT", "")));
  }
}
