package dev.banyan.server.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.plan.ExchangePlan.IssuedCookie;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedCookiesTest {
  private static final IssuedCookie COOKIE = new IssuedCookie("banyan", "0af3");
  private static final String LINE =
      "Set-Cookie: banyan=0af3; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000\r\n";

  private static String lines(Consumer<HeaderEdits.Builder> setter) {
    HeaderEdits.Builder edits = HeaderEdits.builder();
    setter.accept(edits);
    return new String(edits.build().addedLines(), ISO_8859_1);
  }

  private static String onAnswerWith(String fields) {
    ResponseHead answer = ScriptedExchange.response("HTTP/1.1 200 OK\r\n" + fields + "\r\n");
    return lines(edits -> IssuedCookies.set(edits, COOKIE, false, answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Cache-Control: no-store\r\n",
        "Cache-Control: private, max-age=60\r\n",
        "Cache-Control: x-public, publicly\r\n",
        "X-Cache-Control: public\r\n"
      })
  void isSetOnAnAnswerThatNoSharedCacheIsToldToKeep(String fields) {
    assertEquals(LINE, onAnswerWith(fields));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cache-Control: public\r\n",
        "cache-control: max-age=60, PUBLIC\r\n",
        "Cache-Control: no-cache\r\nCache-Control: public, max-age=1\r\n",
        "Cache-Control: s-maxage=60\r\n",
        "Cache-Control: private\r\nCache-Control: S-MaxAge=1\r\n"
      })
  void isNotSetWhereSharedCachesKeepTheAnswer(String fields) {
    assertEquals("", onAnswerWith(fields));
  }

  @Test
  void isSetOnAnAnswerOfOurOwn() {
    assertEquals(LINE, lines(edits -> IssuedCookies.set(edits, COOKIE, false)));
  }

  @Test
  void isForEncryptedConnectionsOnlyWhereTheClientHasOne() {
    assertEquals(
        LINE.replace("\r\n", "; Secure\r\n"),
        lines(edits -> IssuedCookies.set(edits, COOKIE, true)));
  }

  @Test
  void nothingIsSetWhereNoneWasMinted() {
    ResponseHead answer = ScriptedExchange.response("HTTP/1.1 200 OK\r\n\r\n");
    assertEquals("", lines(edits -> IssuedCookies.set(edits, null, true)));
    assertEquals("", lines(edits -> IssuedCookies.set(edits, null, true, answer)));
  }
}
