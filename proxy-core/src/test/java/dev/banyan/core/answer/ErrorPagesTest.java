package dev.banyan.core.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ErrorPagesTest {
  private static final byte[] ID = Ascii.bytes("id-7");
  private static final RequestHead BROWSER =
      Heads.request("GET / HTTP/1.1\nHost: a\nAccept: text/html\n");
  private static final RequestHead TOOL = Heads.request("GET / HTTP/1.1\nHost: a\n");

  private static String body(OwnAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String fields(OwnAnswer answer) {
    return Ascii.string(answer.fields(), 0, answer.fields().length);
  }

  @Test
  void theStandardErrorIsALineOfJson() {
    OwnAnswer answer = ErrorPages.STANDARD.answer(502, TOOL, ID);
    assertEquals(502, answer.status());
    assertEquals(
        "{\"status\":502,\"error\":\"Bad Gateway\",\"request_id\":\"id-7\"}\n", body(answer));
    assertEquals("Content-Type: application/json\r\nCache-Control: no-store\r\n", fields(answer));
  }

  @Test
  void aBrowserIsToldInHtml() {
    OwnAnswer answer = ErrorPages.STANDARD.answer(504, BROWSER, ID);
    assertEquals(
        "Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n", fields(answer));
    String page = body(answer);
    assertTrue(page.startsWith("<!DOCTYPE html>"), page);
    assertTrue(page.contains("<title>504 Gateway Timeout</title>"), page);
    assertTrue(page.contains("<code>id-7</code>"), page);
    assertTrue(page.contains("try again"), page);
    assertFalse(body(ErrorPages.STANDARD.answer(400, BROWSER, ID)).contains("try again"));
    assertTrue(body(ErrorPages.STANDARD.answer(410, BROWSER, ID)).contains("nothing at this"));
  }

  @Test
  void noStandardPageNeedsOrNamesAnythingElse() {
    for (int status = 400; status < 600; status++) {
      for (RequestHead head : new RequestHead[] {BROWSER, TOOL}) {
        String page = body(ErrorPages.STANDARD.answer(status, head, ID));
        String lower = page.toLowerCase(Locale.ROOT);
        assertFalse(lower.contains("banyan") || lower.contains("netty"), page);
        assertFalse(lower.contains("http:") || lower.contains("src=") || lower.contains("url("));
        assertFalse(page.contains("{status}") || page.contains("SENTENCE"), page);
        assertTrue(page.length() < 2_000, page.length() + " bytes");
      }
    }
  }

  @Test
  void whoComesTooEarlyIsToldWhenToComeAgain() {
    String retry = "Retry-After: 5\r\n";
    assertTrue(fields(ErrorPages.STANDARD.answer(503, TOOL, ID)).endsWith(retry));
    assertTrue(fields(ErrorPages.STANDARD.answer(503, BROWSER, ID)).endsWith(retry));
    assertTrue(fields(ErrorPages.STANDARD.answer(429, BROWSER, ID)).endsWith(retry));
    assertFalse(fields(ErrorPages.STANDARD.answer(502, TOOL, ID)).contains(retry));
  }

  @Test
  void aRequestThatCouldNotBeReadIsAnsweredInJson() {
    assertTrue(body(ErrorPages.STANDARD.answer(400, null, ID)).startsWith("{\"status\":400,"));
  }

  @Test
  void theOperatorsPagesStandWhereTheyAreSaidTo() {
    ErrorPages pages =
        ErrorPages.builder()
            .html(400, 599, PageTemplate.html("all {status}"))
            .html(500, 599, PageTemplate.html("class"))
            .html(503, 503, PageTemplate.html("one {reason}"))
            .json(502, 502, PageTemplate.json("{\"id\": \"{request-id}\"}"))
            .build();
    assertEquals("all 404", body(pages.answer(404, BROWSER, ID)));
    assertEquals("class", body(pages.answer(502, BROWSER, ID)));
    assertEquals("one Service Unavailable", body(pages.answer(503, BROWSER, ID)));
    assertEquals("{\"id\": \"id-7\"}", body(pages.answer(502, TOOL, ID)));
    assertTrue(body(pages.answer(503, TOOL, ID)).startsWith("{\"status\":503"));
  }

  @Test
  void bracesThatAreNoPlaceAreText() {
    PageTemplate page = PageTemplate.html("{ }{status }{{status}}{Status}é{request-id}{reason");
    String filled = new String(page.fill(500, ID), StandardCharsets.UTF_8);
    assertEquals("{ }{status }{500}{Status}éid-7{reason", filled);
  }

  @Test
  void valuesAreTextWhateverTheyHold() {
    byte[] hostile = Ascii.bytes("</code><script>\"'&\\`\u0000\n{reason}\u00e9");
    String html =
        new String(PageTemplate.html("{request-id}").fill(500, hostile), StandardCharsets.UTF_8);
    assertEquals(
        "&#60;/code&#62;&#60;script&#62;&#34;&#39;&#38;&#92;&#96;&#0;&#10;{reason}&#233;", html);
    String json =
        new String(PageTemplate.json("{request-id}").fill(500, hostile), StandardCharsets.UTF_8);
    assertEquals(
        "\\u003c/code\\u003e\\u003cscript\\u003e\\u0022\\u0027\\u0026\\u005c\\u0060\\u0000\\u000a"
            + "{reason}\\u00e9",
        json);
  }

  @Test
  void aPhraseWithAnApostropheIsTextToo() {
    assertTrue(body(ErrorPages.STANDARD.answer(418, BROWSER, ID)).contains("I&#39;m a teapot"));
  }
}
