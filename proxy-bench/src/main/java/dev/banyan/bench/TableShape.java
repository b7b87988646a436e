package dev.banyan.bench;

import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.FieldCondition;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteMatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** What tells the routes of a table apart, all for one host. */
public enum TableShape {
  /** Paths below each other and side by side. */
  PATH,
  /** One header's value, and the methods. */
  HEADER,
  /** One cookie's value. */
  COOKIE,
  /** One query parameter's value. */
  QUERY,
  /** What one header's value begins with: they are tried one after the other. */
  PREFIX;

  RouteIndex table(int routes) {
    RouteIndex.Builder index = RouteIndex.builder();
    for (int i = 0; i < routes; i++) {
      index.add(route(i));
    }
    return index.build();
  }

  private RouteMatch route(int i) {
    PathPattern path = PathPattern.parse(this == PATH ? "/service-" + i + "/{id}/**" : "/**");
    String value = value(i);
    Set<String> methods = this == HEADER ? Set.of("GET", "HEAD") : Set.of();
    List<FieldCondition> header =
        switch (this) {
          case HEADER -> List.of(FieldCondition.exact("X-Tenant", value));
          case PREFIX -> List.of(FieldCondition.prefix("X-Tenant", value + "-"));
          default -> List.of();
        };
    List<FieldCondition> query =
        this == QUERY ? List.of(FieldCondition.exact("tenant", value)) : List.of();
    List<FieldCondition> cookie =
        this == COOKIE ? List.of(FieldCondition.exact("tenant", value)) : List.of();
    return new RouteMatch(HostPattern.parse("shop.example"), path, methods, header, query, cookie);
  }

  /** A request for route {@code route}, or for none if there are fewer. */
  RequestHead head(int route) {
    String text =
        """
        GET /service-%d/42/items?expand=lines&tenant=%s HTTP/1.1\r
        Host: shop.example\r
        User-Agent: bench\r
        Accept: */*\r
        X-Tenant: %s%s\r
        Cookie: theme=dark; tenant=%s\r
        \r
        """
            .formatted(route, value(route), value(route), this == PREFIX ? "-a" : "", value(route));
    return parse(text);
  }

  static RequestHead parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    if (head == null) {
      throw new IllegalStateException("head: " + text + " (expected: well-formed)");
    }
    return head;
  }

  private static String value(int route) {
    return "tenant" + route;
  }
}
