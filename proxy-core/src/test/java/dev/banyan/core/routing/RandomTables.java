package dev.banyan.core.routing;

import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Random routes and requests over so few names that they often meet. */
record RandomTables(Random random) {
  private static final String[] HOSTS = {
    "*", "*", "a.example", "b.a.example", "example", "*.example", "*.a.example"
  };
  private static final String[] REQUEST_HOSTS = {
    "a.example", "A.EXAMPLE:80", "b.a.example.", "c.b.a.example", "example", "c.example", "other"
  };
  private static final String[] SEGMENTS = {"a", "b", "a", "b", "*", "{x}", "caf\u00e9", "a%20b"};
  private static final String[] REQUEST_SEGMENTS = {
    "a",
    "b",
    "a",
    "b",
    "a",
    "b",
    "c",
    "",
    ".",
    "..",
    "%2e%2E",
    ".%2e",
    "%61",
    "%2561",
    "a;p=1",
    ";p",
    "..;p",
    "a%2Fb",
    "a%2fb",
    "a%5Cb",
    "a\\b",
    "%252e%252e",
    "%252Fa",
    "caf%C3%A9",
    "caf%c3%a9",
    NaivePaths.bytes("caf\u00e9"),
    "a%20b",
    "%",
    "%zz",
    "a%3Bb",
    "%25",
    "%2%36%31"
  };
  private static final String[] VALUES = {"1", "12", "2", ""};

  RouteMatch route() {
    return new RouteMatch(
        HostPattern.parse(pick(HOSTS)),
        PathPattern.parse(pattern()),
        random.nextInt(4) == 0 ? Set.of(pick("GET", "POST"), pick("PURGE", "HEAD")) : Set.of(),
        conditions(() -> pick("X-A", "x-a", "x-b")),
        conditions(() -> pick("q", "r")),
        conditions(() -> pick("k", "K")));
  }

  /** A route for one path, of which only conditions tell it apart. */
  RouteMatch crowdedRoute() {
    List<FieldCondition> headers = new ArrayList<>();
    if (random.nextInt(3) > 0) {
      headers.add(FieldCondition.exact(pick("X-A", "x-a", "x-b"), value()));
    }
    List<FieldCondition> query = new ArrayList<>(conditions(() -> pick("q", "r")));
    if (random.nextInt(3) == 0) {
      query.add(FieldCondition.exact(pick("q", "r"), value()));
    }
    return new RouteMatch(
        HostPattern.ANY,
        PathPattern.parse("/a"),
        random.nextInt(3) == 0 ? Set.of(pick("GET", "POST", "PURGE")) : Set.of(),
        headers,
        query,
        conditions(() -> pick("k", "K")));
  }

  /** A request for such a route. */
  RequestHead crowdedRequest() {
    List<String> fields = new ArrayList<>();
    for (String name : List.of("x-a", "X-B", "X-A")) {
      if (random.nextInt(3) > 0) {
        fields.add(name + ": " + value());
      }
    }
    if (random.nextInt(3) == 0) {
      fields.add("Cookie: k=" + pick(VALUES) + "; K=" + pick(VALUES));
    }
    String query = random.nextInt(3) > 0 ? "?q=" + value() + "&r=" + value() : "";
    return Heads.of(
        pick("GET", "GET", "POST", "PURGE"), "h", "/a" + query, fields.toArray(new String[0]));
  }

  private String value() {
    return String.valueOf(random.nextInt(20));
  }

  private String pattern() {
    StringBuilder text = new StringBuilder();
    Set<String> once = new java.util.HashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String segment = pick(SEGMENTS);
      text.append('/').append(segment.equals("{x}") && !once.add(segment) ? "*" : segment);
    }
    return switch (random.nextInt(3)) {
      case 0 -> text + "/**";
      case 1 -> text + "/";
      default -> text.isEmpty() ? "/" : text.toString();
    };
  }

  private List<FieldCondition> conditions(Supplier<String> name) {
    List<FieldCondition> conditions = new ArrayList<>();
    while (random.nextInt(6) == 0) {
      conditions.add(
          switch (random.nextInt(5)) {
            case 0 -> FieldCondition.present(name.get());
            case 4 -> FieldCondition.absent(name.get());
            case 1 -> FieldCondition.exact(name.get(), pick(VALUES));
            case 2 -> FieldCondition.prefix(name.get(), pick(VALUES));
            default -> FieldCondition.regex(name.get(), pick("1|2", "[0-9]*2"));
          });
    }
    return conditions;
  }

  RequestHead request() {
    List<String> fields = new ArrayList<>();
    for (String name : List.of("x-a", "X-B", "X-A")) {
      if (random.nextInt(3) == 0) {
        fields.add(name + ": " + pick(VALUES));
      }
    }
    if (random.nextInt(3) == 0) {
      fields.add("Cookie: k=" + pick(VALUES) + "; K=" + pick(VALUES));
    }
    String query = random.nextInt(3) == 0 ? "?q=" + pick(VALUES) + "&r=" + pick(VALUES) : "";
    return Heads.of(
        pick("GET", "GET", "POST", "PURGE"),
        pick(REQUEST_HOSTS),
        path() + query,
        fields.toArray(new String[0]));
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    int odd = random.nextInt(2) == 0 ? 6 : REQUEST_SEGMENTS.length;
    for (int i = random.nextInt(5); i >= 0; i--) {
      path.append('/').append(REQUEST_SEGMENTS[random.nextInt(odd)]);
    }
    return path.toString();
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
