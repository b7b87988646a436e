package dev.banyan.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.Heads;
import dev.banyan.core.split.SideOverride;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import dev.banyan.core.split.Why;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies that Banyan mints for clients without one. */
class IssuedCookieTest {
  private final TestRoute route = new TestRoute();

  IssuedCookieTest() {
    route.split = new Split(5_000, 5_000);
    route.sticky = List.of(new StickyKey.Cookie("banyan", true));
  }

  private ExchangePlan plan(String... fields) {
    return route.plan(Heads.get("h", "/moved", fields));
  }

  @Test
  void theMintedValueDecidesAtOnceAndFromThenOn() {
    for (int i = 0; i < 1_000; i++) {
      ExchangePlan first = plan();
      assertEquals("banyan", first.issue().name());
      assertTrue(first.issue().value().matches("[0-9a-f]{32}"), first.issue().value());
      assertEquals(Why.SHARE, first.why());

      ExchangePlan next = plan("Cookie: a=b; banyan=" + first.issue().value());
      assertEquals(first.bucket(), next.bucket());
      assertEquals(first.side(), next.side());
      assertNull(next.issue());
    }
    assertEquals(2_000, route.draws, "128 bits for each");
  }

  @Test
  void eachClientGetsItsOwn() {
    assertNotEquals(plan().issue(), plan().issue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X: y", "Cookie: banyan=", "Cookie: Banyan=x", "Cookie: a=b; banyan= ; c"})
  void anAbsentOrEmptyCookieIsIssued(String field) {
    assertNotNull(plan(field).issue());
  }

  @ParameterizedTest
  @CsvSource({"0, -1", "10000, -1"})
  void aSettledShareIssuesToo(int share, int bucket) {
    route.split = new Split(share, share);

    ExchangePlan plan = plan();

    assertNotNull(plan.issue());
    assertEquals(bucket, plan.bucket());
    assertEquals(Why.SHARE, plan.why());
    assertNull(plan("Cookie: banyan=x").issue());
  }

  @Test
  void noneIsIssuedWhereAnotherKeyIsPresent() {
    StickyKey issued = new StickyKey.Cookie("banyan", true);
    StickyKey header = new StickyKey.Header("X-User");

    route.sticky = List.of(header, issued);
    assertNull(plan("X-User: alice").issue());
    route.sticky = List.of(issued, header);
    assertNull(plan("X-User: alice").issue());
    assertEquals(357, plan("X-User: alice").bucket());
    assertNotNull(plan("X-Other: alice").issue());
  }

  @Test
  void theFirstCookieToIssueIsIssued() {
    route.sticky =
        List.of(
            new StickyKey.Cookie("login", false),
            new StickyKey.Cookie("one", true),
            new StickyKey.Cookie("two", true));

    assertEquals("one", plan().issue().name());
  }

  @Test
  void whatDecidesBeforeTheShareIssuesNone() {
    route.override = new SideOverride("X-Side", null, List.of(AddressBlock.parse("10.0.0.0/8")));
    assertNull(plan("X-Side: new").issue());
    route.kill = true;
    assertNull(plan().issue());
    route.newBackend = null;
    assertNull(plan().issue());
    assertEquals(0, route.draws);
  }
}
