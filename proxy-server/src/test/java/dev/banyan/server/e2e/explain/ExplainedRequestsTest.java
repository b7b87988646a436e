package dev.banyan.server.e2e.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.server.e2e.LoggedProxy;
import dev.banyan.server.e2e.explain.ExplainedProxy.Question;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the file and the admin port say of a request is what then happens with it. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainedRequestsTest {
  private static final String TABLE =
      """
      trusted-proxies: 127.0.0.2
      defaults: { timeout: 20s }
      routes:
        - name: half
          match: { path: /half/** }
          new: fresh
          share: { reads: 50%, writes: 5% }
          sticky: [ { header: X-User }, { cookie: uid } ]
          always-new: [zoe]
          always-legacy: [adam]
          override: { header: X-Side, cookie: side, from: 192.0.2.0/24 }
        - { name: drawn, match: { path: /drawn/** }, new: fresh, share: 50% }
        - name: issued
          match: { path: /issued/** }
          new: fresh
          share: 50%
          sticky: { cookie: id, issue: true, salt: s }
        - { name: ip, match: { path: /ip/** }, new: fresh, share: 50%, sticky: client-ip }
        - { name: kill, match: { path: /kill/** }, new: fresh, share: 100%, kill: true }
        - { name: all, match: { path: /all/** }, new: fresh, share: 100% }
        - { name: post, match: { path: /write/**, methods: POST }, new: fresh }
        - { name: write, match: { path: /write/** }, new: fresh, share: 100% }
        - { name: beta, match: { path: /all/**, headers: { X-Beta: { regex: "v[23]" } } } }
        - { name: query, match: { path: /all/**, query: { q: "a b" }, cookies: { k: "1" } } }
        - { name: host, match: { host: "*.shop.example", path: /all/** } }
        - { name: exact, match: { host: www.shop.example, path: "/all/{x}" }, new: fresh, share: 100% }
        - { name: small, match: { path: /small/** }, body-limit: 3B }
        - { name: moved, match: { path: /moved/** }, redirect: { to: "https://{host}/{**}", status: 308 } }
        - { name: gone, match: { path: /gone/** }, respond: 410 }
        - { name: project, match: { path: "/p/{id}" }, new: fresh, share: 100% }
        - { name: projects, match: { path: /p/** }, new: fresh, share: 100% }
        - name: stripped
          match: { path: "/api/{tenant}/**" }
          new: fresh
          share: 100%
          rewrite: { new: { path: "/v2/{tenant}/{**}" } }
          headers: { request: { set: { X-Tenant: "{tenant}" }, remove: X-Debug } }
      """;

  private ExplainedProxy proxy;

  @BeforeAll
  void start() {
    proxy = new ExplainedProxy(TABLE);
  }

  @AfterAll
  void stop() {
    proxy.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # peer    | request                         | fields
          127.0.0.1 | GET http://a/half/1             | X-User: alice
          127.0.0.1 | GET http://a/half/2             | X-User: bob
          127.0.0.1 | GET http://a/half/3             | Cookie: a=1; uid=alice
          127.0.0.1 | GET http://a/half/4             | X-User: ; Cookie: uid=bob
          127.0.0.1 | POST http://a/half/5            | X-User: alice
          127.0.0.1 | HEAD http://a/half/6            | X-User: bob
          127.0.0.1 | GET http://a/half/7             | X-User: zoe
          127.0.0.1 | GET http://a/half/8             | X-User: adam
          127.0.0.1 | GET http://a/half/9             | -
          127.0.0.1 | PURGE http://a/half/10          | X-User: bob
          127.0.0.1 | GET http://a/half/11            | X-Side: new; X-User: bob
          127.0.0.1 | GET http://a/half/66            | X-User: bob; X-HTTP-Method-Override: DELETE
          127.0.0.1 | GET http://a/p/a%2Fb            | -
          127.0.0.1 | GET http://a/p/a%252Fb;c        | -
          127.0.0.2 | GET http://a/half/12            | X-Forwarded-For: 192.0.2.7; X-Side: new; X-User: bob
          127.0.0.2 | GET http://a/half/13            | X-Forwarded-For: 192.0.2.7; Cookie: side=legacy; X-User: alice
          127.0.0.2 | GET http://a/half/14            | X-Forwarded-For: 203.0.113.9; X-Side: new; X-User: bob
          127.0.0.2 | GET http://a/half/15            | X-Forwarded-For: 192.0.2.7; X-Side: new; X-User: adam
          127.0.0.1 | GET http://a/drawn/1            | -
          127.0.0.1 | GET http://a/issued/1           | -
          127.0.0.1 | GET http://a/issued/2           | Cookie: id=alice
          127.0.0.1 | GET http://a/ip/1               | -
          127.0.0.3 | GET http://a/ip/2               | -
          127.0.0.2 | GET http://a/ip/3               | X-Forwarded-For: 192.0.2.7
          127.0.0.2 | GET http://a/ip/4               | Forwarded: for=192.0.2.9
          127.0.0.1 | GET http://a/ip/5               | X-Forwarded-For: 192.0.2.7
          127.0.0.2 | GET http://a/ip/6               | X-Forwarded-For: 2001:db8:1:2::9
          127.0.0.1 | GET http://a/kill/1             | -
          127.0.0.1 | GET http://a/all/1              | -
          127.0.0.1 | POST http://a/write/2           | -
          127.0.0.1 | PUT http://a/write/3            | -
          127.0.0.1 | POST http://a/all/2             | X-Beta: v1
          127.0.0.1 | GET http://a/all/3              | X-Beta: v2
          127.0.0.1 | GET http://a/all/4              | X-Beta: v4
          127.0.0.1 | GET http://a/all/5?q=a+b        | Cookie: k=1
          127.0.0.1 | GET http://a/all/6?q=a%20b      | Cookie: k=2
          127.0.0.1 | GET http://www.shop.example/all/7   | -
          127.0.0.1 | GET http://img.shop.example/all/8   | X-Beta: v2
          127.0.0.1 | GET http://WWW.shop.example.:80/all/9 | -
          127.0.0.1 | GET http://a/all/10             | Host: img.shop.example
          127.0.0.1 | GET http://a/all/a%2Fb          | -
          127.0.0.1 | GET http://a/all//a;v=1         | -
          127.0.0.1 | GET http://a/%61ll/11           | -
          127.0.0.1 | GET http://a/all/../kill/12     | -
          127.0.0.1 | GET http://a/all/../all/..;x/y  | -
          127.0.0.1 | GET http://a/all/;\\x           | -
          127.0.0.1 | GET http://a/none/1             | -
          127.0.0.1 | GET http://a/moved/1?y=1        | -
          127.0.0.1 | GET http://a/gone/1             | -
          127.0.0.1 | POST http://a/small/1           | Content-Length: 4
          127.0.0.1 | GET http://a/api/t/x?y=1        | X-Debug: 1
          127.0.0.1 | GET http://a/api/a%2Fb/x        | -
          127.0.0.1 | GET http://a/api/a//b           | -
          127.0.0.1 | GET http://a/api/t/;x           | -
          127.0.0.1 | OPTIONS http://a/all/12         | Max-Forwards: 0
          127.0.0.1 | OPTIONS http://a/half/36        | Origin: https://b; Access-Control-Request-Method: POST
          127.0.0.2 | OPTIONS http://a/half/37        | X-Forwarded-For: 192.0.2.7; Origin: https://b; Access-Control-Request-Method: GET; Access-Control-Request-Headers: x-side
          127.0.0.1 | OPTIONS http://a/half/38        | X-User: bob; Origin: https://b; Access-Control-Request-Method: GET
          127.0.0.1 | OPTIONS http://a/issued/33      | Origin: https://b; Access-Control-Request-Method: GET
          127.0.0.1 | OPTIONS http://a/write/34       | Origin: https://b; Access-Control-Request-Method: POST
          127.0.0.1 | OPTIONS http://a/write/35       | Origin: https://b; Access-Control-Request-Method: PUT
          127.0.0.1 | OPTIONS http://a/all/36         | Origin: https://b; Access-Control-Request-Method: PUT; Access-Control-Request-Headers: x-beta
          127.0.0.1 | OPTIONS http://a/ip/37          | Origin: https://b; Access-Control-Request-Method: GET
          127.0.0.1 | OPTIONS http://a/kill/32        | Origin: https://b; Access-Control-Request-Method: GET
          127.0.0.1 | OPTIONS http://a/gone/32        | Origin: https://b; Access-Control-Request-Method: GET
          127.0.0.1 | TRACE http://a/all/13           | Max-Forwards: 0
          127.0.0.1 | TRACE http://a/all/14           | Max-Forwards: x
          127.0.0.1 | GET http://a/all/15             | Via: 1.1 banyan, 1.1 banyan, 1.1 banyan, 1.1 banyan, 1.1 banyan, 1.1 banyan, 1.1 banyan, 1.1 banyan, 1.1 banyan
          """)
  void whatIsSaidIsWhatHappens(String peer, String request, String fields) {
    int space = request.indexOf(' ');
    List<String> lines = fields == null ? List.of() : List.of(fields.split("; (?=[A-Z])", -1));
    String url = request.substring(space + 1).replace("\\\\", "\\");
    Question question = new Question(peer, request.substring(0, space), url, lines);

    Json said = proxy.byFile(question);
    Json live = proxy.byAdmin(question);
    RawResponse answer = proxy.send(question);
    Json logged = proxy.logged(url.replaceFirst("^http://[^/]*", "").replaceFirst("\\?.*", ""));

    for (Json each : List.of(said, live)) {
      String shown = each + "\n" + logged;
      String by = each.get("by").text();
      assertEquals(logged.get("route").text(""), routeOf(each), shown);
      assertEquals(logged.get("why").text(), each.get("why").text(), shown);
      assertEquals(logged.get("refused").text("null"), each.get("refused").text(), shown);
      if (by.equals("either") && each.get("why").text().equals("preflight")) {
        continue;
      }
      if (by.equals("either")) {
        assertEquals(5_000, each.get("new_share").number(-1), shown);
        continue;
      }
      assertEquals(logged.get("bucket").number(-1), each.get("bucket").number(-1), shown);
      if (by.equals("banyan")) {
        assertEquals(answer.status(), each.get("status").number(-1), shown);
        assertEquals("", answer.header("X-Served-By"), shown);
      } else {
        assertEquals(by, answer.header("X-Served-By"), shown);
        assertEquals(logged.get("side").text(), by, shown);
      }
    }
    assertEquals(statements(said, "now").size(), 0);
    if (!live.get("live").isNull()) {
      assertTrue(statements(live, "now").size() > 0, live::toString);
    }
  }

  /** A request that is refused for its path has no route. */
  private static String routeOf(Json said) {
    return said.get("route").isNull() ? "" : said.get("route").text();
  }

  private static List<String> statements(Json said, String section) {
    List<String> texts = new ArrayList<>();
    for (Json each : said.get("sections")) {
      if (each.get("name").text().equals(section)) {
        each.get("statements").forEach(statement -> texts.add(statement.get("text").text()));
      }
    }
    return texts;
  }

  @Test
  void whatIsSentToASideIsWhatItGets() {
    Question question =
        new Question("127.0.0.1", "GET", "http://a/api/t/only?y=1", List.of("X-Debug: 1"));

    List<String> said = statements(proxy.byFile(question), "sent to");
    proxy.send(question);

    var seen =
        proxy.moved().requests().stream()
            .filter(each -> each.target().contains("only"))
            .findFirst()
            .orElseThrow();
    assertTrue(said.contains("asked for " + seen.target()), said::toString);
    assertTrue(
        said.contains("with X-Tenant: " + seen.headers().values("X-Tenant").get(0)),
        said::toString);
    assertTrue(said.contains("without X-Debug"), said::toString);
    assertTrue(!seen.headers().has("X-Debug"));
  }

  @Test
  void whileTheBreakerIsOpenTheAdminPortSaysSo() {
    String table =
        "defaults: { timeout: 20s }\n"
            + "routes:\n"
            + "  - { name: main, match: { path: /** }, new: fresh, share: 100%, breaker: { window:"
            + " 4, minimum-calls: 4, open-for: 1h }, fallback: FALLBACK }\n";
    try (ExplainedProxy breaking = new ExplainedProxy(table.replace("FALLBACK", "on"))) {
      breaking.moved().behave(Behaviors.signed(Answer.status(500)));
      for (int i = 0; i < 4; i++) {
        breaking.send(question("/fail/" + i));
      }
      Await.value(
          "state of the breaker",
          LoggedProxy.SOON,
          () -> Objects.requireNonNull(breaking.proxy().banyan().breaker("main")).state(),
          BreakerState.OPEN::equals);

      Json live = breaking.byAdmin(question("/x"));
      breaking.send(question("/x"));
      Json logged = breaking.logged("/x");

      assertEquals("legacy", live.get("by").text());
      assertEquals(logged.get("side").text(), live.get("by").text());
      assertEquals(logged.get("why").text(), live.get("why").text());
      assertEquals("breaker-open", live.get("live").get("refusal").text());
      assertEquals("open", live.get("live").get("breaker").get("state").text());
      assertTrue(live.get("live").get("breaker").get("until_probes_ms").number(-1) > 3_000_000);
      assertEquals("up", live.get("live").get("new").get(0).get("state").text());
      assertEquals("new", breaking.byFile(question("/x")).get("by").text());

      breaking.reload(table.replace("FALLBACK", "off"));
      Json off = breaking.byAdmin(question("/y"));
      assertEquals(503, off.get("status").number(-1), off::toString);
      assertEquals(503, breaking.send(question("/y")).status());
    }
  }

  @Test
  void afterAReloadTheAdminPortExplainsTheTableInForce() {
    String table = "routes:\n  - { name: NAME, match: { path: /a/** }, respond: 204 }\n";
    try (ExplainedProxy changing = new ExplainedProxy(table.replace("NAME", "first"))) {
      assertEquals("first", changing.byAdmin(question("/a/x")).get("route").text());

      changing.reload("\n\n" + table.replace("NAME", "second"));

      Json said = changing.byAdmin(question("/a/x"));
      assertEquals("second", said.get("route").text());
      assertEquals("test.yaml:11", said.get("place").text());
    }
  }

  private static Question question(String path) {
    return new Question("127.0.0.1", "GET", "http://a" + path, List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /explain                               | method: missing (expected: /explain?method=GET&url=http://shop.example/cart)
          /explain?method=GET                    | url: missing (expected: /explain?method=GET&url=http://shop.example/cart)
          /explain?method=GET&url=x              | url: x (expected: http://HOST/PATH, or /PATH with a Host header)
          /explain?method=GET&url=/&url=/        | url: given 2 times (expected: once)
          /explain?method=GET&url=/&header=X     | header: X (expected: 'Name: value')
          /explain?method=GET&url=/&client=x     | client: x (expected: an IP address, as in 192.0.2.7)
          /explain?method=GET&url=/&headers=X:1  | unknown parameter: headers (expected: method, url, header or client)
          /explain?method=GET&url=/%0d%0aX:1     | url: /\ufffd\ufffdX:1 (expected: %20 for a space, no control characters)
          """)
  void aQuestionThatCannotBeUnderstoodIs400(String target, String message) {
    RawResponse answer = proxy.admin(target);

    assertEquals(400, answer.status());
    assertTrue(answer.header("Content-Type").startsWith("text/plain"));
    assertEquals(message + "\n", answer.text());
  }

  @Test
  void aLongCookieFitsAndWhatIsLongerIsRefused() {
    List<String> cookie = List.of("Cookie: uid=" + "a".repeat(8_000));
    Question question = new Question("127.0.0.1", "GET", "http://a/half/long", cookie);

    assertEquals("half", proxy.byAdmin(question).get("route").text());
    String target = "/explain?method=GET&url=/&header=X:" + "a".repeat(20_000);
    assertEquals(400, proxy.admin(target).status());
  }
}
