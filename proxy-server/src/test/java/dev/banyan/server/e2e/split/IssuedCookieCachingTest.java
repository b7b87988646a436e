package dev.banyan.server.e2e.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.e2e.TestProxy;
import dev.banyan.server.telemetry.Family;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A user who is given a sticky cookie is the only one who gets it, whatever caches stand between.
 */
class IssuedCookieCachingTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static String table(String sticky, String route) {
    return """
    backends: { old: LEGACY, fresh: NEW }
    legacy: old
    routes:
      - name: main
        match: { path: /** }
        new: fresh
        share: 50%
        timeout: 10s
        sticky: { cookie: banyan, issue: true, STICKY }
        ROUTE
    """
        .replace(", STICKY", sticky.isEmpty() ? "" : ", " + sticky)
        .replace("ROUTE", route);
  }

  private static Answer answer(String fields) {
    Answer answer = Answer.ok("page");
    for (String field : fields == null || fields.isEmpty() ? new String[0] : fields.split("\\|")) {
      answer = answer.header(field.split(": ", 2)[0], field.split(": ", 2)[1]);
    }
    return answer;
  }

  /**
   * What three clients get through a shared cache: how many different cookies, and how often one.
   */
  private record Given(int cookies, int different, int hits, RawResponse last) {}

  private static Given threeClients(Behavior origin, String sticky, String route, String path) {
    try (RawOrigin legacy = RawOrigin.start("legacy", origin);
        RawOrigin moved = RawOrigin.start("new", origin);
        TestProxy proxy = TestProxy.start(legacy, moved, table(sticky, route))) {
      SharedCache cache = new SharedCache(proxy.port());
      Set<String> different = new HashSet<>();
      int cookies = 0;
      RawResponse last = null;
      for (int i = 0; i < 3; i++) {
        last = cache.get(path);
        String cookie = last.header("Set-Cookie");
        cookies += cookie.isEmpty() ? 0 : 1;
        different.add(cookie);
      }
      return new Given(cookies, different.size(), cache.hits(), last);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "~ private",
        "Cache-Control: max-age=60~ max-age=60, private",
        "Cache-Control: public, max-age=0~ private, max-age=0",
        "Cache-Control: public~ private",
        "Cache-Control: s-maxage=0, x~ private, x",
        "Expires: Fri, 01 Jan 2100 00:00:00 GMT~ private",
        "Cache-Control: no-store~ no-store",
        "Cache-Control: private, max-age=9~ private, max-age=9",
        "CDN-Cache-Control: public~ private",
      })
  void threeClientsOfACacheGetThreeCookies(String fields, String said) {
    Given given = threeClients(answer(fields), "", "", "/page");
    assertEquals(3, given.cookies(), () -> given.last().rawHead());
    assertEquals(3, given.different(), "the cache gave one user's cookie to another");
    assertEquals(said, given.last().header("Cache-Control"));
    assertFalse(given.last().headers().has("CDN-Cache-Control"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Cache-Control: s-maxage=60",
        "Cache-Control: public, max-age=60",
        "Cache-Control: public|Expires: Fri, 01 Jan 2100 00:00:00 GMT",
        "Cache-Control: private|CDN-Cache-Control: max-age=60",
      })
  void whatACacheIsToldToGiveToAllHasNoCookieAndIsCachedAsEver(String fields) {
    Given given = threeClients(answer(fields), "", "", "/page");
    assertEquals(0, given.cookies());
    assertEquals(2, given.hits());
    Given set = threeClients(answer(fields), "cacheable: private", "", "/page");
    assertEquals(3, set.different());
    assertEquals(3, set.cookies());
    assertEquals(0, set.hits());
  }

  @Test
  void whatTheRouteSaysToCachesCounts() {
    String route = "headers: { response: { set: { Cache-Control: 'public, max-age=60' } } }";
    Given given = threeClients(answer("Cache-Control: private"), "", route, "/page");
    assertEquals(0, given.cookies());
    assertEquals(2, given.hits());
    Given set = threeClients(answer(""), "cacheable: private", route, "/page");
    assertEquals("private, max-age=60", set.last().header("Cache-Control"));
    assertEquals(3, set.different());
  }

  @Test
  void anErrorOfBanyansOwnIsNoExceptionEither() {
    String cached = "headers: { response: { set: { Cache-Control: 'public, max-age=60' } } }";
    Given given =
        threeClients(Failures.closeBeforeHead(), "", "fallback: off\n    " + cached, "/page");
    assertEquals(0, given.cookies(), () -> given.last().rawHead());
  }

  @Test
  void a304SetsNoCookie() {
    Behavior origin =
        Behaviors.when(
            exchange -> exchange.headers().has("If-None-Match"),
            Answer.status(304).header("ETag", "\"1\""),
            Answer.ok("page").header("ETag", "\"1\""));
    try (RawOrigin legacy = RawOrigin.start("legacy", origin);
        RawOrigin moved = RawOrigin.start("new", origin);
        TestProxy proxy = TestProxy.start(legacy, moved, table("", ""))) {
      RawResponse renewed = new SharedCache(proxy.port()).get("/", "If-None-Match: \"1\"");
      assertEquals(304, renewed.status());
      assertFalse(renewed.headers().has("Set-Cookie"), renewed.rawHead());
      assertFalse(renewed.headers().has("Cache-Control"), renewed.rawHead());
      RawResponse known = new SharedCache(proxy.port()).get("/", "Cookie: banyan=alice");
      assertFalse(known.headers().has("Cache-Control"), "a user with a cookie gets it as it was");
    }
  }

  @Test
  void answersWithoutACookieForTheSakeOfCachesAreCounted() {
    Answer cached = answer("Cache-Control: s-maxage=60");
    try (RawOrigin legacy = RawOrigin.start("legacy", cached);
        RawOrigin moved = RawOrigin.start("new", cached);
        TestProxy proxy = TestProxy.start(legacy, moved, table("", ""))) {
      new SharedCache(proxy.port()).get("/a");
      new SharedCache(proxy.port()).get("/b");
      new SharedCache(proxy.port()).get("/c", "Cookie: banyan=alice");
      Await.until(
          "two answers are counted",
          SOON,
          () ->
              proxy.metrics().value(Family.COOKIES_LEFT_OUT.metricName() + "{route=\"main\"}")
                  == 2);
    }
  }

  @Test
  void theCookieIsAsTheTableSays() {
    String sticky =
        "same-site: none, secure: true, partitioned: true, domain: shop.example, path: /page,"
            + " max-age: 2h";
    Given given = threeClients(answer(""), sticky, "", "/page");
    String cookie = given.last().header("Set-Cookie");
    assertTrue(
        cookie.matches(
            "banyan=[0-9a-f]{32}; Path=/page; Domain=shop.example; HttpOnly; SameSite=None;"
                + " Max-Age=7200; Secure; Partitioned"),
        cookie);
  }
}
