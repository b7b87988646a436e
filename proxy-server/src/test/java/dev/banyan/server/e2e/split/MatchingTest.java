package dev.banyan.server.e2e.split;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which route of a table takes a request, as the access log names it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatchingTest {
  private static final String TABLE =
      """
      routes:
        - { name: shop, match: { host: shop.example, path: /** } }
        - { name: below, match: { host: "*.shop.example", path: /** } }
        - { name: address, match: { host: "[2001:db8::1]", path: /** } }
        - { name: items, match: { path: "/items/{id}" } }
        - { name: parts, match: { path: "/items/{id}/parts/*" } }
        - { name: one, match: { path: /one/a/** } }
        - { name: reads, match: { path: /m/**, methods: [GET] } }
        - { name: writes, match: { path: /m/**, methods: [POST, PURGE] } }
        - { name: header, match: { path: /c/**, headers: { X-Beta: "1" } } }
        - { name: prefix, match: { path: /c/**, headers: { X-Beta: { prefix: b- } } } }
        - { name: regex, match: { path: /r/**, headers: { X-Beta: { regex: "v[0-9]+" } } } }
        - { name: query, match: { path: /q/**, query: { v: { present: true } } } }
        - { name: queries, match: { path: /q/**, query: { v: "a b", w: { prefix: x } } } }
        - { name: cookie, match: { path: /k/**, cookies: { beta: on } } }
        - { name: stranger, match: { path: /k/**, cookies: { beta: { present: false } } } }
        - { name: hostile, match: { path: /h/**, headers: { X-A: { regex: "(a|aa)+b|((a*)*)*c" } } } }
      """;

  private Crossing crossing;

  @BeforeAll
  void start() {
    crossing = Crossing.of(TABLE);
  }

  @AfterAll
  void stop() {
    crossing.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Host: shop.example                  | /x       | shop
          Host: SHOP.Example                  | /x       | shop
          Host: shop.example.                 | /x       | shop
          Host: shop.example:8080             | /x       | shop
          Host: shop.example.:8080            | /x       | shop
          Host: a.shop.example                | /x       | below
          Host: a.b.SHOP.example.:1           | /x       | below
          Host: xshop.example                 | /x       | unmatched
          Host: [2001:db8::1]                 | /x       | address
          Host: [2001:DB8::1]:8080            | /x       | address
          Host: [2001:db8::2]                 | /x       | unmatched
          Host: other                         | /items   | items
          Host: shop.example                  | /items   | shop
          Host: other                         | /items/7/parts | parts
          Host: other                         | /one/a   | one
          Host: other                         | /one/a/b | one
          Host: other                         | /one/b   | unmatched
          """)
  void hostsAndPaths(String host, String path, String route) {
    assertEquals(route, crossing.route("GET " + path, "", host));
  }

  @ParameterizedTest
  @CsvSource({
    "http://shop.example, shop.example, shop",
    "http://SHOP.example:8080, SHOP.example:8080, shop",
    "http://a.shop.example, a.shop.example, below",
    "http://[2001:db8::1]:80, [2001:db8::1]:80, address",
  })
  void aTargetInAbsoluteFormNamesTheHost(String target, String host, String route) {
    assertEquals(route, crossing.route("GET " + target + "/x", "", "Host: " + host));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, reads",
    "HEAD, reads",
    "POST, writes",
    "PURGE, writes",
    "OPTIONS, unmatched",
    "brew, unmatched"
  })
  void headFollowsGet(String method, String route) {
    assertEquals(route, crossing.route(method + " /m", "", "Host: a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /c | ''           | x-beta: 1            | header
          /c | ''           | X-Beta: b-side       | prefix
          /r | ''           | X-Beta: v12          | regex
          /r | ''           | X-Beta: v12x         | unmatched
          /c | ''           | X-Beta: 2            | unmatched
          /c | ''           | X-Alpha: 1           | unmatched
          /q | ?v           | X-A: 1               | query
          /q | ?u=1&v=a+b   | X-A: 1               | query
          /q | ?v=a%20b&w=xy | X-A: 1              | queries
          /q | ?%76=a+b&w=x | X-A: 1               | queries
          /q | ?w=x         | X-A: 1               | unmatched
          /k | ''           | Cookie: a=1; beta=on | cookie
          /k | ''           | Cookie: beta=off     | unmatched
          /k | ''           | Cookie: a=1          | stranger
          /k | ''           | X-A: 1               | stranger
          """)
  void conditions(String path, String query, String field, String route) {
    assertEquals(route, crossing.route("GET " + path, query, "Host: a", field));
  }

  @Test
  void aHostileValueIsMatchedInLinearTime() {
    String longest = "a".repeat(4095);
    assertEquals("hostile", crossing.route("GET /h", "", "Host: a", "X-A: " + longest + "c"));
    assertEquals("unmatched", crossing.route("GET /h", "", "Host: a", "X-A: " + longest + "x"));
    assertEquals(
        "unmatched", crossing.route("GET /h", "", "Host: a", "X-A: " + longest + "aaaa" + "c"));
  }
}
