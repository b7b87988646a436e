package dev.banyan.server.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.RequestId;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.plan.IssuedCookie;
import dev.banyan.core.split.IssueSpec;
import dev.banyan.server.telemetry.ExchangeRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields are divided by {@code |}. */
class IssuedCookiesTest {
  private static final IssuedCookie COOKIE = new IssuedCookie("banyan", "0af3", IssueSpec.STANDARD);
  private static final String LINE =
      "Set-Cookie: banyan=0af3; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000\r\n";

  private final ExchangeRecord record =
      new ExchangeRecord(null, "192.0.2.7", RequestId.minted(1, 2), 0);
  private final HeaderEdits.Builder edits = HeaderEdits.builder();

  private static ResponseHead answer(String statusAndFields) {
    return ScriptedExchange.response(
        "HTTP/1.1 " + statusAndFields.replace("|", "\r\n") + "\r\n\r\n");
  }

  private String lines() {
    return new String(edits.build().addedLines(), ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200 OK|Cache-Control: no-store; SET",
        "200 OK|Cache-Control: private, max-age=60; SET",
        "200 OK; PRIVATE",
        "404 No|Cache-Control: x; PRIVATE",
        "200 OK|Cache-Control: public, max-age=0; PRIVATE",
        "200 OK|Cache-Control: public, max-age=60; LEFT_OUT",
        "200 OK|Cache-Control: s-maxage=60; LEFT_OUT",
        "304 Not Modified; NOTHING",
        "304 Not Modified|Cache-Control: s-maxage=60; NOTHING",
      })
  void theAnswerDecidesWhetherTheCookieIsSet(String answer, String expected) {
    IssuedCookies.set(edits, COOKIE, false, answer(answer), record);
    assertEquals(expected.equals("LEFT_OUT"), record.cookieLeftOut());
    assertEquals(expected.equals("SET") || expected.equals("PRIVATE"), lines().endsWith(LINE));
    ResponseHead head = answer(answer);
    boolean edited =
        lines().startsWith("Cache-Control: private\r\n")
            || (head.fieldCount() > 0 && edits.build().replacement(0) != null);
    assertEquals(expected.equals("PRIVATE"), edited);
  }

  @Test
  void isSetOnAnAnswerOfOurOwn() {
    OwnAnswer error =
        new OwnAnswer(502, "Cache-Control: no-store\r\n".getBytes(ISO_8859_1), new byte[0]);
    assertSame(error, IssuedCookies.set(edits, COOKIE, false, error, record));
    assertEquals(LINE, lines());
  }

  @Test
  void anErrorThatTheRouteLetsCachesKeepHasNoCookie() {
    edits.add("Cache-Control", "public, max-age=60");
    OwnAnswer error = OwnAnswer.empty(502);
    assertSame(error, IssuedCookies.set(edits, COOKIE, false, error, record));
    assertEquals("Cache-Control: public, max-age=60\r\n", lines());
    assertTrue(record.cookieLeftOut());
  }

  @Test
  void anErrorThatCachesMightKeepBecomesPrivate() {
    OwnAnswer error =
        new OwnAnswer(404, "Cache-Control: public\r\n".getBytes(ISO_8859_1), new byte[0]);
    OwnAnswer given = IssuedCookies.set(edits, COOKIE, true, error, record);
    assertEquals("Cache-Control: private\r\n", new String(given.fields(), ISO_8859_1));
    assertEquals(LINE.replace("\r\n", "; Secure\r\n"), lines());
  }

  @Test
  void nothingIsSetWhereNoneWasMinted() {
    IssuedCookies.set(edits, null, true, answer("200 OK"), record);
    IssuedCookies.set(edits, null, true, OwnAnswer.empty(502), record);
    assertEquals("", lines());
    assertFalse(record.cookieLeftOut());
  }
}
