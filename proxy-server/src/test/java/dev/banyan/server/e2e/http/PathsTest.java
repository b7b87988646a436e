package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Paths are forwarded byte for byte, and one that servers could read in two ways is answered by
 * 400. What a route takes goes to new here, all else to legacy.
 */
class PathsTest {
  private static RawOrigin legacy;
  private static RawOrigin moved;
  private static TestProxy proxy;

  @BeforeAll
  static void start() {
    legacy = RawOrigin.start("legacy", Edge.SIGNED);
    moved = RawOrigin.start("new", Edge.SIGNED);
    proxy =
        TestProxy.start(
            legacy,
            moved,
            """
            backends: { old: LEGACY, fresh: NEW }
            legacy: old
            defaults: { new: fresh, share: 100%, timeout: 20s, breaker: off }
            routes:
              - { name: exact, match: { path: /shop/cart } }
              - { name: coffee, match: { path: /café } }
              - { name: public, match: { path: /public/** } }
              - { name: admin, match: { path: /admin/** }, timeout: 19s }
              - { name: user, match: { path: '/users/{id}/orders' } }
              - { name: project, match: { path: '/projects/{id}' } }
              - { name: projects, match: { path: /projects/** } }
              - { name: group, match: { path: '/groups/{id}' } }
              - { name: groups, match: { path: /groups/** }, share: 0% }
              - { name: whole, match: { host: whole.example } }
            """);
  }

  @AfterAll
  static void stop() {
    proxy.close();
    legacy.close();
    moved.close();
  }

  @BeforeEach
  void forget() {
    legacy.log().clear();
    moved.log().clear();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # taken
          /shop/cart                 | new
          /shop/cart?a=/../b;c//%2f  | new
          /caf%C3%A9                 | new
          /caf%c3%a9                 | new
          /caf\u00c3\u00a9           | new
          # other paths in all readings
          /shop/cart/                | legacy
          /shop/cart/.               | legacy
          /shop/cart%00              | legacy
          /shop/cart%20              | legacy
          /SHOP/cart                 | legacy
          /shop/x/../y               | legacy
          /shop/cart/a%2Fb;c         | legacy
          /caf\u00e9                 | legacy
          # dot segments
          /shop/./cart               | 400
          /./shop/cart               | 400
          /shop/x/../cart            | 400
          /../shop/cart              | 400
          /shop/%2e/cart             | 400
          /shop/x/%2E%2e/cart        | 400
          # double encoding
          /shop/%2563art             | 400
          /shop/%252e/cart           | 400
          /%2573hop/cart             | 400
          /shop%252fcart             | 400
          # slashes
          //shop/cart                | 400
          /shop//cart                | 400
          # parameters
          /shop/cart;v=1             | 400
          /shop;v=1/cart             | 400
          /shop/cart%3Bv=1           | 400
          /;/shop/cart               | 400
          # backslashes
          /shop\\cart                | 400
          /shop/\\cart               | 400
          /shop%5Ccart               | 400
          # encoded slashes and letters
          /shop%2Fcart               | 400
          /shop/%63art               | 400
          # more readings than three
          /y/../..;/x                | 400
          /x/%2e%2e/..;/y            | 400
          """,
      delimiter = '|')
  void anExactMatch(String path, String served) {
    check(path, served);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # taken, the whole of it below the prefix
          /public                    | new
          /public/                   | new
          /public/a%2Fb              | new
          /public/a%252Fb            | new
          /public//a;v=1             | new
          /public/a\\b               | new
          /public/a/../b             | new
          /public/a/./b              | new
          /public/%zz/%              | new
          /public/\u00c3\u00a9/%c3%a9 | new
          /public/caf%C3%A9/../b     | new
          # beside it
          /publicly                  | legacy
          /public%20                 | legacy
          /x/public                  | legacy
          # dot segments
          /public/../admin           | 400
          /public/..                 | 400
          /public/a/../../admin      | 400
          /x/../public/a             | 400
          /./public/a                | 400
          /public/%2e%2e/admin       | 400
          /public/.%2E/admin         | 400
          # double encoding
          /public/%252e%252e/admin   | 400
          /public/%25252e./admin     | 400
          /%2570ublic                | 400
          # slashes
          //public/a                 | 400
          /public//../admin          | 400
          # parameters
          /public/..;x/admin         | 400
          /public;x/a                | 400
          /..;/public/a              | 400
          # backslashes
          /public\\..\\admin         | 400
          /\\public/a                | 400
          /public%5c..%5cadmin       | 400
          # encoded slashes and letters
          /public%2f..%2fadmin       | 400
          /public%2fa                | 400
          /%70ublic/a                | 400
          # all three readings are below the prefix, and a fourth is not
          /public/%2e%2e/admin/..;/public/a    | 400
          /public/../admin//../public/a        | 400
          /public/../admin/x\\..\\..\\public/a | 400
          /public/../admin/%2e%2e/public/a     | 400
          /;\\x/admin                         | 400
          /public/a;v=1/b\\c                  | 400
          """,
      delimiter = '|')
  void aPrefix(String path, String served) {
    check(path, served);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # taken
          /users/7/orders            | new
          /users/%37/orders          | new
          /users/7;v=1/orders        | new
          /users/7%3Bv/orders        | new
          /users/%zz/orders          | new
          /users/\u00c3\u00a9/orders | new
          /users/%00/orders          | new
          /users/.../orders          | new
          # other paths in all readings
          /users//orders             | legacy
          /users/orders              | legacy
          /users/7/orders/           | legacy
          /users/7/8/orders          | legacy
          # dot segments
          /users/../orders           | 400
          /users/./orders            | 400
          /users/7/./orders          | 400
          /users/7/8/../orders       | 400
          /users/%2e%2e/orders       | 400
          # double encoding
          /users/%252e/orders        | 400
          /users/7%252f8/orders      | 400
          /users/7/%256frders        | 400
          # slashes
          /users//7/orders           | 400
          /users/7//orders           | 400
          # parameters
          /users/;v=1/orders         | 400
          /users/7/orders;v=1        | 400
          # backslashes
          /users/7\\8/orders         | 400
          /users/7%5c8/orders        | 400
          /users\\7/orders           | 400
          # encoded slashes
          /users/7%2F8/orders        | 400
          /users/7%2Forders          | 400
          /users%2F7/orders          | 400
          """,
      delimiter = '|')
  void aParameter(String path, String served) {
    check(path, served);
  }

  /** Nothing is ambiguous where all readings lead to routes that say the same. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /projects/group%2Fproject     | new
          /projects/group%252Fproject   | new
          /projects/7;v=1/x             | new
          /projects/x/../7              | new
          /projects/7/..                | new
          /projects/../admin            | 400
          /projects/%2e%2e/%2525        | 400
          /groups/group%2Fproject       | 400
          /groups/x/../7                | 400
          /groups/7;v=1                 | new
          """,
      delimiter = '|')
  void routesThatSayTheSame(String path, String served) {
    check(path, served);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/b/%252e%252e/%2525", "/a/%2e%2e/b/..;/a", "/;\\a/b", "//x/../%2F", "/%2525"})
  void whereAllPathsHaveOneRouteNoReadingCounts(String path) {
    try (RawClient client = proxy.client()) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: whole.example\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals(List.of(path), targets(moved));
      assertServes(client);
    }
  }

  private static void check(String path, String served) {
    try (RawClient client = proxy.client()) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(served.equals("400") ? 400 : 200, answer.status());
      assertEquals(served.equals("new") ? List.of(path) : List.of(), targets(moved));
      assertEquals(served.equals("legacy") ? List.of(path) : List.of(), targets(legacy));
      assertServes(client);
    }
    try (RawClient other = proxy.client()) {
      assertServes(other);
    }
  }

  private static void assertServes(RawClient client) {
    client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
    assertEquals(200, client.readResponse().status());
    Await.until("legacy saw it", Edge.SOON, () -> targets(legacy).contains("/next"));
  }

  private static List<String> targets(RawOrigin origin) {
    return origin.requests().stream().map(each -> each.target()).toList();
  }
}
