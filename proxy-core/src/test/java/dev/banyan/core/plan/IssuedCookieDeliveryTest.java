package dev.banyan.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.caching.Sharing;
import dev.banyan.core.plan.IssuedCookie.Delivery;
import dev.banyan.core.split.IssueSpec;
import dev.banyan.core.split.IssueSpec.SameSite;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a cookie is set, by what shared caches may do with the answer. */
class IssuedCookieDeliveryTest {
  private static IssueSpec spec(boolean onCacheable) {
    return new IssueSpec(SameSite.LAX, null, "/", Duration.ofDays(1), null, false, onCacheable);
  }

  @ParameterizedTest
  @CsvSource({
    "200, NONE, false, SET",
    "200, NONE, true, SET",
    "200, POSSIBLE, false, SET_PRIVATELY",
    "200, POSSIBLE, true, SET_PRIVATELY",
    "200, FRESH, false, LEFT_OUT",
    "200, FRESH, true, SET_PRIVATELY",
    "404, POSSIBLE, false, SET_PRIVATELY",
    "301, FRESH, false, LEFT_OUT",
    "502, NONE, false, SET",
    "304, NONE, false, NOT_MODIFIED",
    "304, POSSIBLE, true, NOT_MODIFIED",
    "304, FRESH, true, NOT_MODIFIED",
  })
  void theAnswerDecides(int status, Sharing sharing, boolean onCacheable, Delivery expected) {
    IssuedCookie cookie = new IssuedCookie("u", "0a", spec(onCacheable));
    assertEquals(expected, cookie.on(status, sharing));
  }

  @Test
  void itIsSecureWhereTheClientIsUnlessTheTableSaysMore() {
    String plain = "u=0a; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000";
    IssuedCookie cookie = new IssuedCookie("u", "0a", IssueSpec.STANDARD);
    assertEquals(plain, cookie.field(false));
    assertEquals(plain + "; Secure", cookie.field(true));
    IssueSpec never =
        new IssueSpec(SameSite.STRICT, "a.example", "/b", Duration.ofHours(1), false, false, true);
    assertEquals(
        "u=0a; Path=/b; Domain=a.example; HttpOnly; SameSite=Strict; Max-Age=3600",
        new IssuedCookie("u", "0a", never).field(true));
  }
}
