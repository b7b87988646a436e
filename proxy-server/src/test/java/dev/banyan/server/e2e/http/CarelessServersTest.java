package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.foreign.ForeignServer;
import dev.banyan.testkit.foreign.Language;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real servers that send bodies where none may come, or leave bodies unread: who pays for it. */
class CarelessServersTest {
  private static final String TABLE =
      """
      listen: [{ host: 127.0.0.1, port: 0 }]
      admin: off
      access-log: off
      drain-delay: 0s
      drain: 2s
      backends: { app: { url: 'URL', REUSE } }
      legacy: app
      routes:
        - { name: closed, match: { path: /admin/** }, respond: 403 }
      """;

  private int keys;

  @ParameterizedTest
  @Tag("python")
  @ValueSource(strings = {"waitress", "cheroot"})
  void aBodyBehindTheHeadOfAnAnswerReachesNobody(String server) {
    try (ForeignServer origin = ForeignServer.start(Language.PYTHON, "head_body.py", server);
        TestProxy proxy = proxy(origin, "idle-timeout: 4s");
        RawClient client = proxy.client()) {
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        client.send("HEAD /page HTTP/1.1\r\nHost: a\r\n\r\n");
        assertEquals(200, client.readResponseToHead().status());
        for (int next = 0; next < 5; next++) {
          ask(client, "GET / HTTP/1.1", "", "hello", wrong);
        }
      }
      assertEquals(List.of(), wrong);
    }
  }

  @ParameterizedTest
  @Tag("python")
  @ValueSource(ints = {1_000, 8_000, 20_000, 32_768, 32_769, 100_000, 1_000_000})
  void whoComesBehindAnUploadThatWasNotReadIsServed(int bytes) {
    try (ForeignServer origin = ForeignServer.start(Language.PYTHON, "unread_upload.py");
        TestProxy proxy = proxy(origin, "idle-timeout: 4s");
        RawClient client = proxy.client();
        RawClient other = proxy.client()) {
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        // An answer before the end of the body ends the client's connection.
        try (RawClient uploading = proxy.client()) {
          ask(uploading, "POST /upload HTTP/1.1", "x".repeat(bytes), "hello", wrong);
        }
        ask(client, "POST /next HTTP/1.1", "hi", "hello", wrong);
        ask(other, "POST /next HTTP/1.1", "hi", "hello", wrong);
      }
      assertEquals(List.of(), wrong);
    }
  }

  @Test
  @Tag("python")
  void withSafeNobodyGetsWhatTheBodyOfAnotherAskedFor() {
    try (ForeignServer origin = ForeignServer.start(Language.PYTHON, "unread_body.py");
        TestProxy proxy = proxy(origin, "reuse: safe");
        RawClient attacker = proxy.client();
        RawClient victim = proxy.client();
        RawClient other = proxy.client()) {
      String smuggled = "GET /admin HTTP/1.1\r\nHost: a\r\nX-Request-Key: smuggled\r\n";
      smuggled += "X-Pad: " + "x".repeat(102 - smuggled.length() - 11) + "\r\n\r\n";
      assertEquals(102, smuggled.length());
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ask(attacker, "POST / HTTP/1.1", smuggled, "taken", wrong);
        ask(attacker, "GET / HTTP/1.1", "", "hello", wrong);
        ask(victim, "GET / HTTP/1.1", "", "hello", wrong);
        ask(other, "GET / HTTP/1.1", "", "hello", wrong);
      }
      assertEquals(List.of(), wrong);
      assertEquals("", origin.printed(), "the smuggled request was carried out");
    }
  }

  private static TestProxy proxy(ForeignServer origin, String reuse) {
    String table = TABLE.replace("URL", origin.url()).replace("REUSE", reuse);
    return TestProxy.start(TestProxy.load(table), new BanyanOptions(1, false));
  }

  /** Asks with a key of its own, and notes an answer that is not to this very request. */
  private void ask(
      RawClient client, String line, String body, String expected, List<String> wrong) {
    String key = "key-" + ++keys;
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    client.send(line + "\r\nHost: a\r\nX-Request-Key: " + key + "\r\n" + length + "\r\n" + body);
    RawResponse answer = client.readResponse();
    String got = answer.status() + " " + answer.header("X-Request-Key") + " " + answer.text();
    if (!got.equals("200 " + key + " " + expected)) {
      wrong.add(got);
    }
  }
}
