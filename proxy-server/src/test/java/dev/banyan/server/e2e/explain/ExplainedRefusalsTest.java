package dev.banyan.server.e2e.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.e2e.LoggedProxy;
import dev.banyan.server.e2e.explain.ExplainedProxy.Question;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Why new is not asked at this moment is what the admin port says of it, in whatever state a route
 * is: bound of attempts, breaker and health, each alone and together, with and without a fallback.
 */
class ExplainedRefusalsTest {
  private static final List<String> FULL = List.of("free", "full");
  private static final List<String> OPEN = List.of("closed", "open");
  private static final List<String> FALLBACK = List.of("on", "off");

  /** Routes by the state that they are to be in, as in {@code full-open-on}. */
  private final List<String> routes = new ArrayList<>();

  /** The new of all routes answers by the last segment of a path. */
  private static Behavior moved(Answer health) {
    Behavior rest =
        Behaviors.when(
            exchange -> exchange.target().endsWith("/hang"),
            Failures.hang(),
            Behaviors.when(
                exchange -> exchange.target().endsWith("/fail"),
                Failures.resetBeforeHead(),
                Behaviors.signed(Answer.ok("from new"))));
    return Behaviors.when(exchange -> exchange.target().equals("/health"), health, rest);
  }

  private String table(boolean bounded) {
    StringBuilder table = new StringBuilder();
    table.append("defaults: { timeout: 1h, override: { header: X-Side, from: 127.0.0.1 },");
    table.append(" breaker: { window: 4, minimum-calls: 4, open-for: 1h } }\nroutes:\n");
    for (String route : routes) {
      table.append(
          "  - { name: %s, match: { path: /%s/** }, new: fresh, share: 100%%, "
              .formatted(route, route));
      table.append(
          "fallback: %s%s }\n"
              .formatted(
                  route.substring(route.lastIndexOf('-') + 1),
                  bounded && route.startsWith("full") ? ", max-in-flight: 1" : ""));
    }
    return table.toString();
  }

  @Test
  void whatIsSaidOfARefusalIsWhatHappens() {
    FULL.forEach(full ->
        OPEN.forEach(
            open -> FALLBACK.forEach(fallback -> routes.add(full + "-" + open + "-" + fallback))));
    String checked = ", health-check: { path: /health, every: 20ms, timeout: 5s }";
    List<RawClient> hanging = new ArrayList<>();
    try (ExplainedProxy proxy = new ExplainedProxy(table(false), checked)) {
      proxy.moved().behave(moved(Answer.ok("well")));
      try {
        for (String route : routes) {
          fill(proxy, route, hanging);
        }
        proxy.reload(table(true));
        routes.forEach(route -> compare(proxy, route, false));

        proxy.moved().behave(moved(Answer.status(503)));
        LiveBackend fresh =
            Objects.requireNonNull(proxy.proxy().banyan().serving().backends().get("fresh"));
        Await.until("all are down", LoggedProxy.SOON, fresh::allDown);
        routes.forEach(route -> compare(proxy, route, true));
      } finally {
        hanging.forEach(RawClient::close);
      }
    }
  }

  /** Brings a route into the state that its name says. */
  private static void fill(ExplainedProxy proxy, String route, List<RawClient> hanging) {
    if (route.startsWith("full")) {
      int before = proxy.moved().executions();
      RawClient client = proxy.proxy().client();
      hanging.add(client);
      client.send("GET /" + route + "/hang HTTP/1.1\r\nHost: a\r\n\r\n");
      Await.until("it hangs", LoggedProxy.SOON, () -> proxy.moved().executions() > before);
    }
    if (route.contains("open")) {
      for (int i = 0; i < 4; i++) {
        proxy.send(new Question("127.0.0.1", "GET", "http://a/" + route + "/fail", List.of()));
      }
      Await.value(
          "state of the breaker",
          LoggedProxy.SOON,
          () -> Objects.requireNonNull(proxy.proxy().banyan().breaker(route)).state(),
          BreakerState.OPEN::equals);
    }
  }

  private static void compare(ExplainedProxy proxy, String route, boolean down) {
    for (String method : List.of("GET", "POST")) {
      for (List<String> fields : List.of(List.<String>of(), List.of("X-Side: new"))) {
        String path = "/" + route + "/" + method + fields.size() + (down ? "-down" : "-up");
        Question question = new Question("127.0.0.1", method, "http://a" + path, fields);

        Json said = proxy.byAdmin(question);
        RawResponse answer = proxy.send(question);
        Json logged = proxy.logged(path);

        String shown = said + "\n" + logged + "\n" + answer;
        String refusal = refusal(route, down);
        assertEquals(refusal, said.get("live").get("refusal").text("none"), shown);
        assertEquals(logged.get("why").text(), said.get("why").text(), shown);
        String by = answer.header("X-Served-By");
        assertEquals(by.isEmpty() ? "banyan" : by, said.get("by").text(), shown);
        if (by.isEmpty()) {
          assertEquals(answer.status(), said.get("status").number(-1), shown);
        }
        boolean falls = route.endsWith("on");
        assertEquals(refusal.equals("none") ? "new" : falls ? "legacy" : "", by, shown);
      }
    }
  }

  /** Why new is not asked in a state, by the page about explanations. */
  private static String refusal(String route, boolean down) {
    Map<String, String> reasons = Map.of("full", "in-flight-full", "open", "breaker-open");
    for (String state : List.of("full", "open")) {
      if (route.contains(state)) {
        return reasons.get(state);
      }
    }
    return down && route.endsWith("on") ? "no-endpoint" : "none";
  }
}
