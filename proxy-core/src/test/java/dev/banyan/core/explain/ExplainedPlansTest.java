package dev.banyan.core.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.explain.Outcome.Answerer;
import dev.banyan.core.forward.ClientOrigin;
import dev.banyan.core.forward.FixedResponse;
import dev.banyan.core.forward.ForwardingSpec;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.forward.RouteActions;
import dev.banyan.core.forward.TrustedProxies;
import dev.banyan.core.forward.Via;
import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ClientFacts;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.plan.TestRoute;
import dev.banyan.core.plan.TrafficPlanner;
import dev.banyan.core.routing.FieldCondition;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteMatch;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.SideOverride;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import dev.banyan.core.split.StickyLists;
import dev.banyan.core.split.Why;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Over random tables and requests an explanation says what the planner decides. */
class ExplainedPlansTest {
  private static final int TABLES = 400;
  private static final int REQUESTS = 50;
  private static final TrustedProxies PROXIES =
      new TrustedProxies(List.of(AddressBlock.parse("10.0.0.0/24")));

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private int preflights;
  private final Map<Answerer, Integer> seen = new EnumMap<>(Answerer.class);

  @Test
  void anExplanationSaysWhatThePlannerDecides() {
    for (int i = 0; i < TABLES; i++) {
      ExplainedTable table = table();
      for (int request = 0; request < REQUESTS; request++) {
        check(table, request());
      }
    }
    assertTrue(preflights > TABLES / 4, () -> preflights + " preflights of both, seed " + seed);
    for (Answerer each : Answerer.values()) {
      int count = seen.getOrDefault(each, 0);
      assertTrue(count > TABLES / 4, () -> each + " " + count + " of " + seen + " seed " + seed);
    }
  }

  private void check(ExplainedTable table, AskedRequest asked) {
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    RequestHead head =
        Objects.requireNonNull(parser.parseRequest(asked.head(), asked.head().length));
    ClientOrigin origin = ClientOrigin.of(head, new Peer(asked.client(), false, 80), PROXIES);
    int[] draws = {0};
    ExchangePlan plan =
        TrafficPlanner.plan(
            head,
            new ClientFacts(origin.address()),
            table.routing(),
            () -> {
              draws[0]++;
              return random.nextLong();
            });

    Explanation explanation = Explainer.explain(asked, table, LiveFacts.Source.NONE);

    Outcome outcome = explanation.outcome();
    String shown = "seed " + seed + "\n" + explanation + "\n" + plan;
    seen.merge(outcome.by(), 1, Integer::sum);
    if (plan == null) {
      assertEquals(400, outcome.status(), shown);
      assertEquals("ambiguous-path", outcome.refused(), shown);
      return;
    }
    assertEquals(plan.policy().name(), outcome.route(), shown);
    assertEquals(plan.why().label(), outcome.why(), shown);
    if (plan.answer() != null) {
      assertEquals(Answerer.BANYAN, outcome.by(), shown);
      assertEquals(plan.answer().status(), outcome.status(), shown);
      return;
    }
    if (plan.why() == Why.PREFLIGHT) {
      assertEquals(Answerer.EITHER, outcome.by(), shown);
      assertEquals(-1, outcome.bucket(), shown);
      preflights++;
      return;
    }
    boolean drawn = plan.bucket() >= 0 && draws[0] > 0;
    assertEquals(drawn ? -1 : plan.bucket(), outcome.bucket(), shown);
    Answerer side = plan.side() == Side.NEW ? Answerer.NEW : Answerer.LEGACY;
    assertEquals(drawn ? Answerer.EITHER : side, outcome.by(), shown);
    int share = plan.policy().split().share(head.method().isRead());
    assertEquals(drawn ? share : -1, outcome.newShare(), shown);
  }

  private ExplainedTable table() {
    RouteIndex.Builder index = RouteIndex.builder();
    List<RoutePolicy> routes = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      index.add(match());
      routes.add(route("r" + i, random.nextInt(8) == 0 ? null : "orders"));
    }
    routes.add(route("unmatched", null));
    RoutingSnapshot routing =
        new RoutingSnapshot(
            routes,
            index.build(),
            TestRoute.backends(),
            new ForwardingSpec(PROXIES, Via.DEFAULT),
            ErrorPages.STANDARD);
    TablePlaces places =
        new TablePlaces("t", TableLines.NONE, TableLines.NONE, List.of(), Map.of());
    return new ExplainedTable(routing, places, HeadLimits.DEFAULT);
  }

  private RouteMatch match() {
    List<FieldCondition> headers =
        random.nextInt(3) == 0 ? List.of(FieldCondition.exact("X-A", "1")) : List.of();
    return new RouteMatch(
        HostPattern.parse(pick("*", "a.example", "*.example")),
        PathPattern.parse(pick("/**", "/a/**", "/a/b", "/*/b", "/a")),
        random.nextInt(4) == 0 ? Set.of("POST") : Set.of(),
        headers,
        List.of(),
        List.of());
  }

  private RoutePolicy route(String name, String movesTo) {
    TestRoute route = new TestRoute();
    route.split = new Split(share(), share());
    route.sticky = sticky();
    route.salt = pick("", "salt");
    route.kill = random.nextInt(10) == 0;
    if (random.nextInt(3) == 0) {
      route.lists = new StickyLists(Set.of("u1", "192.0.2.7"), Set.of("u2", "\u00e9"));
    }
    if (random.nextInt(3) == 0) {
      List<AddressBlock> from = List.of(AddressBlock.parse("192.0.2.0/24"));
      route.override = new SideOverride("X-Side", "side", from);
    }
    if (!name.equals("unmatched") && random.nextInt(12) == 0) {
      route.actions = RouteActions.builder().answer(FixedResponse.of(410)).build();
    }
    return route.policy(name, movesTo);
  }

  private int share() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> Split.BUCKETS;
      default -> random.nextInt(Split.BUCKETS + 1);
    };
  }

  private List<StickyKey> sticky() {
    List<StickyKey> keys = new ArrayList<>();
    if (random.nextBoolean()) {
      keys.add(new StickyKey.Header("X-User"));
    }
    if (random.nextBoolean()) {
      keys.add(new StickyKey.Cookie("uid", random.nextBoolean()));
    }
    if (random.nextInt(4) == 0) {
      keys.add(new StickyKey.ClientIp());
    }
    return keys;
  }

  private AskedRequest request() {
    List<String> fields = new ArrayList<>();
    add(fields, "X-A: " + pick("1", "2"));
    add(fields, "X-User: " + pick("u1", "u2", "u3", "", "\u00e9"));
    add(fields, "Cookie: uid=" + pick("u1", "u2", "u9", ""));
    add(fields, "Cookie: side=" + pick("new", "legacy", "none"));
    add(fields, "X-Side: " + pick("NEW", "legacy", "none"));
    add(fields, "X-Forwarded-For: " + pick("192.0.2.7", "203.0.113.1, 10.0.0.4", "x"));
    String host = pick("a.example", "A.EXAMPLE.:80", "b.example", "other");
    String path = pick("/a/b", "/a", "/a/", "/c/b", "/a/../c", "/a%2Fb", "/", "/a;x/b");
    boolean preflight = random.nextInt(4) == 0;
    if (preflight) {
      fields.add("Origin: https://b.example");
      fields.add("Access-Control-Request-Method: " + pick("GET", "POST", "PURGE"));
      add(fields, "Access-Control-Request-Headers: " + pick("x-a", "x-user, x-a", "x-side"));
    }
    return AskedRequest.of(
        preflight ? "OPTIONS" : pick("GET", "POST", "HEAD", "PURGE"),
        "http://" + host + path,
        fields,
        pick("10.0.0.1", "192.0.2.7", "2001:db8::1"));
  }

  private void add(List<String> fields, String field) {
    if (random.nextInt(3) == 0) {
      fields.add(field);
    }
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
