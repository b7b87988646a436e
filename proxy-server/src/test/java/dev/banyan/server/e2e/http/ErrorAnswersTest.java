package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are told of errors, byte by byte, and what their connection is good for then. */
class ErrorAnswersTest {
  private static final String BROWSER =
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n";

  /** What goes wrong at the backend. */
  enum Trouble {
    BAD_GATEWAY(502, "Bad Gateway", Failures.closeBeforeHead()),
    UNAVAILABLE(503, "Service Unavailable", Failures.hang()),
    TIMEOUT(504, "Gateway Timeout", Failures.hang());

    private final int status;
    private final String phrase;
    private final Behavior behavior;

    Trouble(int status, String phrase, Behavior behavior) {
      this.status = status;
      this.phrase = phrase;
      this.behavior = behavior;
    }

    Edge edge() {
      String timeout = this == TIMEOUT ? "300ms" : "20s";
      Edge edge = Edge.backend(behavior, "connect-timeout: 5s, timeout: " + timeout);
      if (this == UNAVAILABLE) {
        edge.origin().stopListening();
      }
      return edge;
    }

    void mend(Edge edge) {
      edge.origin().behave(Edge.SIGNED);
      edge.reload("backends: { app: { url: LEGACY, timeout: 20s } }\nlegacy: app\n");
      if (this == UNAVAILABLE) {
        edge.origin().resumeListening();
      }
    }

    private List<String> fields(String type, int length, String id) {
      List<String> fields =
          new ArrayList<>(List.of("Content-Type: " + type, "Cache-Control: no-store"));
      if (this == UNAVAILABLE) {
        fields.add("Retry-After: 5");
      }
      fields.add("Content-Length: " + length);
      fields.add("X-Request-ID: " + id);
      return fields;
    }
  }

  private static List<String> withoutDate(RawResponse answer) {
    List<String> lines = answer.headers().lines();
    assertEquals(1, answer.headers().values("Date").size(), answer::toString);
    return lines.stream().filter(line -> !line.startsWith("Date: ")).toList();
  }

  private static String id(RawResponse answer) {
    String id = answer.header("X-Request-ID");
    assertTrue(id.matches("[0-9a-f]{32}"), id);
    return id;
  }

  @ParameterizedTest
  @EnumSource
  void aToolIsToldInJson(Trouble trouble) {
    try (Edge edge = trouble.edge();
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n");
      RawResponse answer = client.readResponse();
      String id = id(answer);
      String body =
          "{\"status\":%d,\"error\":\"%s\",\"request_id\":\"%s\"}\n"
              .formatted(trouble.status, trouble.phrase, id);
      assertEquals(trouble.status, answer.status());
      assertEquals(body, answer.text());
      assertEquals(trouble.fields("application/json", body.length(), id), withoutDate(answer));
      trouble.mend(edge);
      edge.assertServes(client);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBrowserIsToldInHtml(Trouble trouble) {
    try (Edge edge = trouble.edge();
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + BROWSER + "\r\n");
      RawResponse answer = client.readResponse();
      String id = id(answer);
      String page = answer.text();
      assertEquals(trouble.status, answer.status());
      assertEquals(
          trouble.fields("text/html; charset=utf-8", page.length(), id), withoutDate(answer));
      String title = "<title>" + trouble.status + " " + trouble.phrase + "</title>";
      assertTrue(page.startsWith("<!DOCTYPE html>\n") && page.endsWith("</html>\n"), page);
      assertTrue(page.contains(title) && page.contains("<code>" + id + "</code>"), page);
      trouble.mend(edge);
      edge.assertServes(client);
    }
  }

  @ParameterizedTest
  @EnumSource
  void headIsToldWithoutABody(Trouble trouble) {
    try (Edge edge = trouble.edge();
        RawClient client = edge.client()) {
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\n" + BROWSER + "\r\n");
      RawResponse answer = client.readResponseToHead();
      assertEquals(trouble.status, answer.status());
      assertTrue(Integer.parseInt(answer.header("Content-Length")) > 500, answer::toString);
      trouble.mend(edge);
      edge.assertServes(client);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClientOfHttp10IsToldAndClosed(Trouble trouble) {
    try (Edge edge = trouble.edge();
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(trouble.status, answer.status());
      assertEquals("close", answer.header("Connection"));
      assertTrue(answer.text().contains(id(answer)), answer::toString);
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
    }
  }

  @Test
  void aClientOfHttp10ThatAsksForItIsKept() {
    try (Edge edge = Trouble.BAD_GATEWAY.edge();
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(502, answer.status());
      assertEquals("keep-alive", answer.header("Connection"));
      Trouble.BAD_GATEWAY.mend(edge);
      edge.assertServes(client);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX(: b\r\n\r\n",
        "GET /\u0000 HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n",
        "GET / HTTP/3.0\r\nHost: a\r\n\r\n"
      })
  void whatCanNotBeReadIsAnsweredInJsonWithAnIdOfItsOwn(String request) {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send(request);
      RawResponse answer = client.readResponse();
      assertTrue(answer.status() == 400 || answer.status() == 505, answer::toString);
      assertEquals("application/json", answer.header("Content-Type"));
      assertEquals("close", answer.header("Connection"));
      assertTrue(answer.text().contains("\"request_id\":\"" + id(answer) + "\""), answer.text());
      client.awaitClosed(Edge.SOON);
      edge.assertServesOthers();
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAsTheClientLikes() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body: 10B }");
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\n" + BROWSER + "Content-Length: 11\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(413, answer.status());
      assertTrue(answer.text().contains("<title>413 Content Too Large</title>"), answer.text());
      assertEquals("close", answer.header("Connection"));
      assertEquals(0, edge.origin().executions());
      edge.assertServesOthers();
    }
  }

  @Test
  void aChunkedBodyThatTurnsOutTooLargeIsRefusedAsTheClientLikes() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body: 10B }");
        RawClient client = edge.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\n" + BROWSER + "Transfer-Encoding: chunked\r\n\r\n");
      client.trySend("b\r\nhello world\r\n0\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(413, answer.status());
      assertTrue(answer.text().startsWith("<!DOCTYPE html>"), answer.text());
      edge.assertServesOthers();
    }
  }

  @Test
  void whoTakesTooLongForAHeadIsToldInJson() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ header-timeout: 300ms }");
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(408, answer.status());
      assertEquals(
          "{\"status\":408,\"error\":\"Request Timeout\",\"request_id\":\"" + id(answer) + "\"}\n",
          answer.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html;q=\"",
        "text/html;q=1e9",
        "\"",
        ";;;;,,,,;q=,=;",
        "text/html;q=0.5\"\\",
        "*/*;q=99999999999999999999",
        "text/html\t;\t q=nan",
        "\u00ff\u00fe/\u00ff",
        "%00"
      })
  void anAcceptThatNobodyUnderstandsDoesNoHarm(String accept) {
    try (Edge edge = Trouble.BAD_GATEWAY.edge();
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept: " + accept + "\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(502, answer.status());
      assertEquals("application/json", answer.header("Content-Type"));
      Trouble.BAD_GATEWAY.mend(edge);
      edge.assertServes(client);
    }
  }

  @Test
  void anAcceptOfManyThousandElementsIsReadToItsEnd() {
    try (Edge edge = Trouble.BAD_GATEWAY.edge();
        RawClient client = edge.client()) {
      String many = "Accept: " + "a/b;q=0.1,".repeat(300) + "\r\n";
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + many.repeat(9) + BROWSER + "\r\n");
      assertTrue(client.readResponse().text().startsWith("<!DOCTYPE html>"));
    }
  }

  @Test
  void noErrorTellsWhatRunsHere() {
    try (Edge edge = Trouble.TIMEOUT.edge();
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + BROWSER + "\r\n");
      RawResponse answer = client.readResponse();
      String all = (answer.headers().lines() + answer.text()).toLowerCase(Locale.ROOT);
      for (String secret : List.of("banyan", "netty", "java", "timeout:", "backend", "127.0.0.1")) {
        assertFalse(all.contains(secret), secret);
      }
      assertFalse(answer.headers().has("Server"));
    }
  }

  @Test
  void anErrorOfABackendIsDeliveredAsItIs() {
    Answer own = Answer.status(503).header("Content-Type", "text/plain").body("mine");
    try (Edge edge = Edge.of(own);
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + BROWSER + "\r\n");
      RawResponse answer = client.readResponse();
      assertEquals("mine", answer.text());
      assertFalse(answer.headers().has("Retry-After"));
    }
  }
}
