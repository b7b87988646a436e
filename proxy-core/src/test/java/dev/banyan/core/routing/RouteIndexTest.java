package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.Heads;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which route takes which request, by examples. */
class RouteIndexTest {
  private static final List<String> ROUTES =
      List.of(
          "* /**",
          "* /api/**",
          "* /api/orders",
          "* /api/orders/{id}",
          "* /api/*/items",
          "* /api/orders/{id}/**",
          "* /public/**",
          "* /projects/**",
          "* /admin/**",
          "shop.example /**",
          "shop.example /cart/",
          "*.example /**",
          "*.eu.example /**",
          "*.eu.example /only",
          "* /caf\u00e9/**");

  private static RouteIndex index(List<String> routes) {
    RouteIndex.Builder builder = RouteIndex.builder();
    for (String route : routes) {
      String[] parts = route.split(" ", 2);
      builder.add(RouteMatch.of(HostPattern.parse(parts[0]), PathPattern.parse(parts[1])));
    }
    return builder.build();
  }

  private static String find(List<String> routes, String host, String target) {
    int found = index(routes).find(Heads.get(host, target));
    return found == RouteIndex.NO_MATCH ? "-" : found < 0 ? "400" : routes.get(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # host        | target                    | route
          other         | /                         | * /**
          other         | /apix                     | * /**
          other         | /api                      | * /api/**
          other         | /api/                     | * /api/**
          other         | /api?x=/api/orders        | * /api/**
          other         | /api/orders               | * /api/orders
          other         | /api/orders/              | * /api/**
          other         | /api/orders/7             | * /api/orders/{id}
          other         | /api/orders/7/            | * /api/orders/{id}/**
          other         | /api/orders/7/a           | * /api/orders/{id}/**
          other         | /api/orders/items         | * /api/orders/{id}
          other         | /api/x/items              | * /api/*/items
          other         | /api/x/y                  | * /api/**
          other         | /API/orders               | * /**
          # hosts
          shop.example  | /api/orders               | shop.example /**
          SHOP.Example:8080 | /api/orders           | shop.example /**
          shop.example. | /x                        | shop.example /**
          shop.example  | /cart/                    | shop.example /cart/
          shop.example  | /cart                     | shop.example /**
          a.example     | /only                     | *.example /**
          a.b.example   | /api                      | *.example /**
          a.eu.example  | /api                      | *.eu.example /**
          a.eu.example  | /only                     | *.eu.example /only
          eu.example    | /api                      | *.example /**
          example       | /api                      | * /api/**
          .example      | /api                      | * /api/**
          xexample      | /api                      | * /api/**
          # readings that agree
          other         | /projects/a%2Fb           | * /projects/**
          other         | /projects/a%252Fb;p       | * /projects/**
          other         | /projects//a/./b          | * /projects/**
          other         | /projects/a/../b          | * /projects/**
          other         | /x/../y                   | * /**
          other         | /caf%C3%A9/x              | * /caf\u00e9/**
          other         | /caf%c3%a9                | * /caf\u00e9/**
          other         | /caf\u00c3\u00a9          | * /caf\u00e9/**
          other         | /public/../x/../public    | * /public/**
          other         | /x%c3%a9/../y%20          | * /**
          # readings that do not
          other         | /public%2f..%2fadmin      | 400
          other         | /public/..%2fadmin        | 400
          other         | /public/../admin          | 400
          other         | /public/%2e%2e/admin/..;/public      | 400
          other         | /public/../admin//../public          | 400
          other         | /public/../admin/x\\..\\..\\public | 400
          other         | /public/../admin/%2e%2e/public       | 400
          other         | /x/..;/y                  | 400
          other         | /;x\\y/admin              | 400
          other         | /public/x%5cy%253b        | 400
          other         | /public/%2e%2e/admin      | 400
          other         | /public/%252e%252e/admin  | 400
          other         | /public/..;x/admin        | 400
          other         | /public\\..\\admin        | 400
          other         | /public%5c..%5cadmin      | 400
          other         | //admin                   | 400
          other         | /%61dmin                  | 400
          other         | /%2561dmin                | 400
          other         | /admin;x/y                | 400
          other         | /api/orders/a%2Fb         | 400
          """)
  void theMostSpecificRouteIsFound(String host, String target, String route) {
    assertEquals(route, find(ROUTES, host, target));
  }

  @Test
  void orderDoesNotCount() {
    List<String> reversed = new java.util.ArrayList<>(ROUTES);
    java.util.Collections.reverse(reversed);

    assertEquals("* /api/orders/{id}", find(reversed, "other", "/api/orders/7"));
    assertEquals("*.eu.example /only", find(reversed, "x.eu.example", "/only"));
  }

  @Test
  void aMissDeeperDownGoesBackToTheNextBest() {
    List<String> routes = List.of("* /a/b/c", "* /a/*/d", "* /*/b/e", "* /a/**", "shop.example /z");

    assertEquals("* /a/*/d", find(routes, "shop.example", "/a/b/d"));
    assertEquals("* /a/**", find(routes, "shop.example", "/a/b/e"));
    assertEquals("* /*/b/e", find(routes, "shop.example", "/x/b/e"));
    assertEquals("-", find(routes, "shop.example", "/x/b/c"));
  }

  @Test
  void anEmptySegmentIsNoParameter() {
    List<String> routes = List.of("* /a/{id}", "* /{x}");

    assertEquals("-", find(routes, "h", "/a/"));
    assertEquals("-", find(routes, "h", "/"));
    assertEquals("* /a/{id}", find(routes, "h", "/a/b"));
  }

  @Test
  void theStarOfOptionsIsTakenByWholeHosts() {
    RouteIndex index = index(List.of("* /**", "a /", "b /**"));

    assertEquals(0, index.find(Heads.of("OPTIONS", "a", "*")));
    assertEquals(2, index.find(Heads.of("OPTIONS", "b", "*")));
  }

  @Test
  void aRequestWithoutHostIsTakenByRoutesForAnyHost() {
    RouteIndex index = index(List.of("a /**", "*.b /**", "* /x"));

    assertEquals(2, index.find(Heads.request("GET /x HTTP/1.0\n")));
    assertEquals(RouteIndex.NO_MATCH, index.find(Heads.request("GET /y HTTP/1.0\n")));
  }

  @Test
  void moreConditionsComeFirst() {
    HostPattern any = HostPattern.ANY;
    PathPattern path = PathPattern.parse("/a");
    FieldCondition beta = FieldCondition.exact("X-Beta", "1");
    FieldCondition query = FieldCondition.present("q");
    RouteIndex index =
        RouteIndex.builder()
            .add(RouteMatch.of(any, path))
            .add(new RouteMatch(any, path, Set.of("POST"), List.of(), List.of(), List.of()))
            .add(new RouteMatch(any, path, Set.of(), List.of(beta), List.of(query), List.of()))
            .add(new RouteMatch(any, path, Set.of("GET"), List.of(beta), List.of(query), List.of()))
            .build();

    assertEquals(0, index.find(Heads.get("h", "/a")));
    assertEquals(1, index.find(Heads.of("POST", "h", "/a", "X-Beta: 1")));
    assertEquals(2, index.find(Heads.of("POST", "h", "/a?q", "x-beta: 1")));
    assertEquals(3, index.find(Heads.get("h", "/a?q", "x-beta: 1")));
    assertEquals(0, index.find(Heads.get("h", "/a?q", "x-beta: 2")));
  }

  @Test
  void aRouteWhoseConditionsFailLeavesTheRequestToAWiderOne() {
    RouteIndex index =
        RouteIndex.builder()
            .add(RouteMatch.of(HostPattern.ANY, PathPattern.parse("/a/**")))
            .add(
                new RouteMatch(
                    HostPattern.parse("h"),
                    PathPattern.parse("/a/b"),
                    Set.of("BREW"),
                    List.of(),
                    List.of(),
                    List.of()))
            .build();

    assertEquals(0, index.find(Heads.get("h", "/a/b")));
    assertEquals(1, index.find(Heads.of("BREW", "h", "/a/b")));
    assertEquals(0, index.find(Heads.of("brew", "h", "/a/b")));
  }

  @Test
  void aRouteMayHaveSeveralHosts() {
    PathPattern path = PathPattern.parse("/a");
    RouteIndex index =
        RouteIndex.builder()
            .add(RouteMatch.of(HostPattern.parse("x"), path))
            .add(
                Stream.of("a", "b", "*.b")
                    .map(host -> RouteMatch.of(HostPattern.parse(host), path))
                    .toList())
            .add(RouteMatch.of(HostPattern.ANY, path))
            .build();

    assertEquals(0, index.find(Heads.get("x", "/a")));
    assertEquals(1, index.find(Heads.get("a", "/a")));
    assertEquals(1, index.find(Heads.get("b", "/a")));
    assertEquals(1, index.find(Heads.get("c.b", "/a")));
    assertEquals(2, index.find(Heads.get("c", "/a")));
    assertEquals(RouteIndex.NO_MATCH, index.find(Heads.get("a", "/b")));
  }

  @Test
  void anEmptyIndexMatchesNothing() {
    assertEquals(RouteIndex.NO_MATCH, RouteIndex.builder().build().find(Heads.get("h", "/a/../b")));
  }
}
