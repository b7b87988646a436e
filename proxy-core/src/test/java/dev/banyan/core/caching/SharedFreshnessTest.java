package dev.banyan.core.caching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.ResponseHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shared caches may do with answers; fields are divided by {@code |}. */
class SharedFreshnessTest {
  /** 1 January 2026. */
  private static final long NOW = 1_767_225_600_000L;

  private static ResponseHead answer(String fields) {
    return Heads.response("HTTP/1.1 200 OK\n" + (fields == null ? "" : lines(fields, "\n")));
  }

  private static String lines(String fields, String end) {
    return fields.replace("|", end) + end;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        // nothing is said: heuristics
        "~ POSSIBLE",
        "Pragma: no-cache~ POSSIBLE",
        "ETag: x~ POSSIBLE",
        // Cache-Control (RFC 9111 section 5.2.2)
        "Cache-Control: no-store~ NONE",
        "Cache-Control: private~ NONE",
        "cache-control: max-age=60, PRIVATE~ NONE",
        "Cache-Control: no-cache~ POSSIBLE",
        "Cache-Control: max-age=60~ POSSIBLE",
        "Cache-Control: public~ POSSIBLE",
        "Cache-Control: public, max-age=0~ POSSIBLE",
        "Cache-Control: public, max-age=-1~ POSSIBLE",
        "Cache-Control: public, max-age=x~ POSSIBLE",
        "Cache-Control: public, max-age~ POSSIBLE",
        "Cache-Control: public, max-age=60~ FRESH",
        "Cache-Control: max-age=31536000,immutable , Public~ FRESH",
        "Cache-Control: public, max-age=99999999999999999999~ FRESH",
        "Cache-Control: public, max-age=\"60\"~ FRESH",
        "Cache-Control: public|Cache-Control: max-age=60~ FRESH",
        "Cache-Control: s-maxage=60~ FRESH",
        "Cache-Control: S-MaxAge=60, max-age=0~ FRESH",
        "Cache-Control: s-maxage=0, public, max-age=60~ POSSIBLE",
        "Cache-Control: s-maxage=0~ POSSIBLE",
        "Cache-Control: no-cache, public, max-age=60~ POSSIBLE",
        "Cache-Control: no-cache, s-maxage=60~ POSSIBLE",
        "Cache-Control: no-cache=\"Set-Cookie, X\", public, max-age=60~ FRESH",
        "Cache-Control: private=\"X, public, max-age=60\"~ POSSIBLE",
        "Cache-Control: private, public~ POSSIBLE",
        "Cache-Control: private|Cache-Control: s-maxage=1~ POSSIBLE",
        "Cache-Control: no-store, public, max-age=60~ POSSIBLE",
        "Cache-Control: must-understand, no-store~ POSSIBLE",
        "Cache-Control: must-understand, no-store, s-maxage=9~ FRESH",
        "Cache-Control: x-public, publicly, max-age=60~ POSSIBLE",
        "Cache-Control: \"public, max-age=60~ POSSIBLE",
        "Cache-Control: x=\"\\~ POSSIBLE",
        "X-Public: public, max-age=60~ POSSIBLE",
        // Expires (RFC 9111 section 5.3)
        "Expires: Fri, 01 Jan 2027 00:00:00 GMT~ POSSIBLE",
        "Cache-Control: public|Expires: Fri, 01 Jan 2027 00:00:00 GMT~ FRESH",
        "Cache-Control: public|Expires: Friday, 01-Jan-27 00:00:00 GMT~ FRESH",
        "Cache-Control: public|Expires: Fri Jan  1 00:00:00 2027~ FRESH",
        "Cache-Control: public|Expires: Wed, 01 Jan 2025 00:00:00 GMT~ POSSIBLE",
        "Cache-Control: public|Expires: 0~ POSSIBLE",
        "Cache-Control: public|Expires: -1~ POSSIBLE",
        "Cache-Control: public, max-age=0|Expires: Fri, 01 Jan 2027 00:00:00 GMT~ POSSIBLE",
        "Cache-Control: public|Date: Fri, 01 Jan 2027 00:00:00 GMT"
            + "|Expires: Fri, 01 Jan 2027 00:00:00 GMT~ POSSIBLE",
        "Cache-Control: public|Date: Fri, 01 Jan 2027 00:00:00 GMT"
            + "|Expires: Fri, 01 Jan 2027 00:00:01 GMT~ FRESH",
        // fields that aim at some caches (RFC 9213), which ignore the others
        "CDN-Cache-Control: max-age=60~ FRESH",
        "Surrogate-Control: max-age=60+600~ FRESH",
        "Cloudflare-CDN-Cache-Control: max-age=60;x=1~ FRESH",
        "Netlify-CDN-Cache-Control: public, s-maxage=60~ FRESH",
        "Edge-Control: max-age=1d~ FRESH",
        "X-Accel-Expires: 60~ FRESH",
        "X-Accel-Expires: @1893456000~ FRESH",
        "Cache-Control: private|CDN-Cache-Control: max-age=60~ FRESH",
        "Cache-Control: no-store|Surrogate-Control: max-age=60~ FRESH",
        "Cache-Control: private|CDN-Cache-Control: max-age=0~ POSSIBLE",
        "Cache-Control: private|CDN-Cache-Control: no-store~ NONE",
        "CDN-Cache-Control: no-store~ POSSIBLE",
        "CDN-Cache-Control: max-age=60, no-cache~ POSSIBLE",
        "Cache-Control: private|X-Accel-Expires: 0~ NONE",
        "Cache-Control: private|X-Accel-Expires: off~ NONE",
        "Cache-Control: public, max-age=60|CDN-Cache-Control: no-store~ FRESH",
        // no answer of this one is ever given to others unasked
        "Vary: *|Cache-Control: public, max-age=60~ POSSIBLE",
        "Vary: Accept, *|CDN-Cache-Control: max-age=60~ POSSIBLE",
        "Vary: Cookie|Cache-Control: public, max-age=60~ FRESH",
        // a field that ends here is not seen by caches
        "Connection: CDN-Cache-Control|CDN-Cache-Control: max-age=60~ POSSIBLE",
      })
  void anAnswerSaysWhatSharedCachesMayDo(String fields, Sharing expected) {
    assertEquals(expected, SharedFreshness.of(answer(fields), HeaderEdits.NONE, NOW));
    if (fields == null || !fields.startsWith("Connection")) {
      byte[] lines = fields == null ? new byte[0] : Ascii.bytes(lines(fields, "\r\n"));
      OwnAnswer own = new OwnAnswer(200, lines, new byte[0]);
      assertEquals(expected, SharedFreshness.of(own, HeaderEdits.NONE, NOW), "an own answer");
    }
  }

  @Test
  void whatTheRouteChangesCounts() {
    HeaderEdits.Builder set =
        HeaderEdits.builder()
            .remove(KnownField.CACHE_CONTROL)
            .add("Cache-Control", "public, max-age=60");
    assertEquals(
        Sharing.FRESH, SharedFreshness.of(answer("Cache-Control: private"), set.build(), NOW));
    HeaderEdits.Builder removed = HeaderEdits.builder().remove("CDN-Cache-Control");
    assertEquals(
        Sharing.POSSIBLE,
        SharedFreshness.of(answer("CDN-Cache-Control: max-age=60"), removed.build(), NOW));
  }
}
