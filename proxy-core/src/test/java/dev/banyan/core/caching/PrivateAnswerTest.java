package dev.banyan.core.caching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

/** What answers say once they are private; fields are divided by {@code |}. */
class PrivateAnswerTest {
  private static String text(byte[] lines) {
    String text = Ascii.string(lines, 0, lines.length);
    return text.isEmpty() ? "" : text.substring(0, text.length() - 2).replace("\r\n", "|");
  }

  /** The fields that a client gets of a head. */
  private static String passed(ResponseHead answer, HeaderEdits edits) {
    StringBuilder passed = new StringBuilder();
    for (int i = 0; i < answer.fieldCount(); i++) {
      if (!edits.removes(answer, i)) {
        byte[] value = edits.replacement(i);
        String said = value == null ? answer.value(i) : Ascii.string(value, 0, value.length);
        passed.append(answer.name(i)).append(": ").append(said).append("\r\n");
      }
    }
    byte[] added = edits.addedLines();
    return text(Ascii.bytes(passed + Ascii.string(added, 0, added.length)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "; Cache-Control: private",
        "ETag: x; ETag: x|Cache-Control: private",
        "Cache-Control: public, max-age=0|ETag: x; Cache-Control: private, max-age=0|ETag: x",
        "cache-control: max-age=60; cache-control: max-age=60, private",
        "Cache-Control: max-age=1, public , s-maxage=9, immutable;"
            + " Cache-Control: max-age=1, private, immutable",
        "Cache-Control: private, max-age=1; Cache-Control: private, max-age=1",
        "Cache-Control: private=\"a, public\", max-age=1; Cache-Control: private, max-age=1",
        "Cache-Control: no-cache=\"a, public\"; Cache-Control: no-cache=\"a, public\", private",
        "Cache-Control: public|A: b|Cache-Control: s-maxage=1|Cache-Control: no-transform;"
            + " Cache-Control: private|A: b|Cache-Control: private|Cache-Control: no-transform",
        "CDN-Cache-Control: max-age=0|Cache-Control: no-cache; Cache-Control: no-cache, private",
        "Surrogate-Control: no-store|X-Accel-Expires: 0|Edge-Control: x|A: b;"
            + " A: b|Cache-Control: private",
        "Surrogate-Control: max-age=0, content=\"ESI/1.0\"|A: b;"
            + " Surrogate-Control: no-store, content=\"ESI/1.0\"|A: b|Cache-Control: private",
        "Expires: 0|Vary: x; Expires: 0|Vary: x|Cache-Control: private",
      })
  void privateTakesThePlaceOfWhatIsForSharedCaches(String fields, String expected) {
    String lines = fields == null ? "" : fields.replace("|", "\n") + "\n";
    ResponseHead answer = Heads.response("HTTP/1.1 200 OK\n" + lines);
    HeaderEdits.Builder edits = HeaderEdits.builder();
    PrivateAnswer.make(answer, edits);
    assertEquals(expected, passed(answer, edits.build()));
    ResponseHead made = Heads.response("HTTP/1.1 200 OK\n" + expected.replace("|", "\n") + "\n");
    assertEquals(
        Sharing.NONE, SharedFreshness.of(made, HeaderEdits.NONE, 0), "no shared cache keeps it");

    byte[] body = {1};
    OwnAnswer own = new OwnAnswer(503, Ascii.bytes(lines.replace("\n", "\r\n")), body);
    HeaderEdits.Builder added = HeaderEdits.builder();
    OwnAnswer ours = PrivateAnswer.make(own, added);
    byte[] behind = added.build().addedLines();
    String all =
        Ascii.string(ours.fields(), 0, ours.fields().length)
            + Ascii.string(behind, 0, behind.length);
    assertEquals(expected, text(Ascii.bytes(all)), "an own answer");
    assertEquals(503, ours.status());
    assertArrayEquals(body, ours.body());
  }

  @Test
  void whatTheRouteAddsBecomesPrivateToo() {
    ResponseHead answer = Heads.response("HTTP/1.1 200 OK\nCache-Control: no-cache\n");
    HeaderEdits.Builder edits =
        HeaderEdits.builder()
            .add("X-Request-ID", "7")
            .remove(KnownField.CACHE_CONTROL)
            .add("Cache-Control", "public, max-age=60")
            .add("CDN-Cache-Control", "max-age=600")
            .add("X", "y");
    PrivateAnswer.make(answer, edits);
    assertEquals(
        "X-Request-ID: 7|Cache-Control: private, max-age=60|X: y", passed(answer, edits.build()));
  }
}
