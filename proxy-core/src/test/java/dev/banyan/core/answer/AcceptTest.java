package dev.banyan.core.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 12.5.1. */
class AcceptTest {
  private static RequestHead request(String fields) {
    return Heads.request("GET / HTTP/1.1\nHost: a\n" + fields);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # Chromium, Firefox, Safari
          HTML | text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8
          # an old Internet Explorer
          HTML | text/html, application/xhtml+xml, */*
          # HttpURLConnection
          HTML | text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2
          # curl, wget
          JSON | */*
          # fetch and axios
          JSON | application/json, text/plain, */*
          # jQuery
          JSON | application/json, text/javascript, */*; q=0.01
          JSON | image/avif,image/webp,*/*;q=0.8
          JSON | text/plain
          JSON | application/*
          HTML | text/*
          JSON | text/html, application/json
          JSON | application/json, text/html
          HTML | text/html;q=0.9, application/json;q=0.8
          JSON | text/html;q=0.8, application/json;q=0.9
          HTML | TEXT/HTML
          HTML | text/html;Q=0.5
          HTML | text/html ; q=0.5 , application/json ; q=0.4
          HTML | application/json;q=0, */*
          JSON | text/html;q=0, */*
          JSON | text/html;q=0
          JSON | text/*;q=0.9, text/html;q=0.1, application/json;q=0.5
          HTML | text/html;q=0.1, text/html;q=0.9, application/json;q=0.5
          HTML | text/html;charset=utf-8
          JSON | text/html;level=1
          HTML | text/html;level=1, text/html;q=0.1
          HTML | text/html;q=0.5;ext=1
          HTML | text/plain;x="a, b;c", text/html
          HTML | text/plain;x="a\\", application/json", text/html
          HTML | text/html;q=1.000, application/json;q=0.999
          """,
      delimiter = '|',
      quoteCharacter = '\u0001')
  void browsersGetHtmlAndToolsGetJson(String expected, String accept) {
    boolean html = Accept.prefersHtml(request("Accept: " + accept + "\n"));
    assertEquals(expected, html ? "HTML" : "JSON");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          text/html;q=2
          text/html;q=1.001
          text/html;q=-1
          text/html;q=0.1234
          text/html;q=0,5
          text/html;q=
          text/html;q
          text/html;q="1"
          text/html;;q=1
          text/html;x="
          "text/html"
          text/html/
          text / html
          text/
          /html
          text
          *
          */html
          ,
          ,,;,;;,
          ;q=1
          text/htmlx
          text/htm
          xtext/html
          """,
      delimiter = '|',
      quoteCharacter = '\u0001')
  void whatCanNotBeReadCountsForNothing(String accept) {
    assertFalse(Accept.prefersHtml(request("Accept: " + accept + "\n")));
  }

  @Test
  void linesAddUp() {
    String lines = "Accept: application/json;q=0.1\nX: y\naccept: text/html;q=0.2\n";
    assertEquals(true, Accept.prefersHtml(request(lines)));
  }

  @Test
  void noneAndAnEmptyOneAskForNothing() {
    assertFalse(Accept.prefersHtml(request("")));
    assertFalse(Accept.prefersHtml(request("Accept:\n")));
    assertFalse(Accept.prefersHtml(request("Accept: \t \n")));
  }

  @Test
  void anyBytesAreReadToTheirEnd() {
    Random random = new Random(7);
    String alphabet = "texthml/*;q=01.,\" \\\tapplicationjson\u00e4";
    for (int n = 0; n < 100_000; n++) {
      StringBuilder accept = new StringBuilder("Accept: ");
      for (int length = random.nextInt(40); length > 0; length--) {
        accept.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      boolean html = Accept.prefersHtml(request(accept + "\n"));
      assertFalse(html && accept.indexOf("t") < 0, accept::toString);
    }
  }
}
