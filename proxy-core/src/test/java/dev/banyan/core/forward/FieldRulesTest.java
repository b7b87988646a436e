package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.Template.Place;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.PathView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields that a route sets, adds and removes. */
class FieldRulesTest {
  private static final PathPattern PATH = PathPattern.parse("/t/{id}/**");

  private static Template value(String text) {
    return Template.parse(text, Place.FIELD, PATH);
  }

  private static HeaderEdits edits(FieldRules rules, RequestHead head) {
    HeaderEdits.Builder edits = HeaderEdits.builder();
    rules.write(edits, PathView.of(head), Forwarding.values(head));
    return edits.build();
  }

  private static String lines(HeaderEdits edits) {
    return Ascii.string(edits.addedLines(), 0, edits.addedLines().length);
  }

  @Test
  void aSetFieldTakesThePlaceOfAllOfItsName() {
    FieldRules rules =
        FieldRules.of(
            List.of(
                new FieldEdit.Set("X-A", value("1")),
                new FieldEdit.Add("X-B", value("2")),
                new FieldEdit.Add("X-B", value("3")),
                new FieldEdit.Remove("Cookie"),
                new FieldEdit.Remove("X-C")));
    RequestHead head =
        Heads.get("a", "/t/7", "x-a: old", "X-B: 1", "cOOkie: a=b", "x-c: 1", "X-A: older");
    HeaderEdits edits = edits(rules, head);

    assertEquals("X-A: 1\r\nX-B: 2\r\nX-B: 3\r\n", lines(edits));
    assertFalse(edits.removes(head, 0), "Host");
    assertTrue(edits.removes(head, 1));
    assertFalse(edits.removes(head, 2), "X-B is added to");
    assertTrue(edits.removes(head, 3));
    assertTrue(edits.removes(head, 4));
    assertTrue(edits.removes(head, 5));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /t/7/x               | {id}            | 7
          /t/7/x               | a {id} b {**}   | a 7 b x
          /t/7                 | {**}            |
          /t/%0d%0aX-Evil:1/x  | {id}            | %0d%0aX-Evil:1
          /t/%00/x             | {id}            | %00
          /t/caf%c3%a9/x       | {id}            | caf%c3%a9
          /t/caf\u00c3\u00a9/x | {id}            | caf\u00c3\u00a9
          /t/a%20b/x           | {id}            | a%20b
          /t/a;v=1/x           | {id}            | a;v=1
          /t/7/a//b            | {**}            | a//b
          /t/7/a%2fb           | {**}            | a%2fb
          /t/7?a=%0d%0a&b      | {query}         | a=%0d%0a&b
          /t/7                 | {query}         |
          /t/7/%2561?q         | {path}          | /t/7/%2561
          /t/7                 | {method} {scheme} {host} {client-ip} | GET https shop.example 2001:db8::7
          /t/7                 | {request-id} {route} {side} | a/b+c= orders new
          /t/7                 | {{{id}}} }}{{   | {7} }{
          """,
      nullValues = "",
      delimiter = '|')
  void aValueStandsAsItStoodInTheRequest(String target, String template, String expected) {
    FieldRules rules = FieldRules.of(List.of(new FieldEdit.Set("X-A", value(template))));
    RequestHead head = Heads.get("shop.example", target);
    RouteActions actions = RouteActions.builder().fields(rules, FieldRules.NONE).build();

    assertEquals("", new Forwarding(PATH, actions).refusal(head));
    assertEquals("X-A: " + (expected == null ? "" : expected) + "\r\n", lines(edits(rules, head)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/t/mine/../victims/x",
        "/t/mine/x/../../victims",
        "/t/mine/%2e%2e/victims/x",
        "/t/mine/..;/victims/x",
        "/t/mine%2Fx",
        "/t/mine/..%2fvictims/x",
        "/t/mine\\x"
      })
  void aSegmentThatServersReadDifferentlyIsRefused(String target) {
    FieldRules rules = FieldRules.of(List.of(new FieldEdit.Set("X-Tenant", value("{id}"))));
    RequestHead head = Heads.get("a", target);

    for (boolean ofRequest : new boolean[] {true, false}) {
      RouteActions actions =
          RouteActions.builder()
              .fields(ofRequest ? rules : FieldRules.NONE, ofRequest ? FieldRules.NONE : rules)
              .build();
      assertEquals("400", new Forwarding(PATH, actions).refusal(head));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/t/mine/../victims/x", "/t/mine%2Fx", "/t/mine\\x"})
  void aSegmentThatNobodyNamesMayBeReadDifferently(String target) {
    FieldRules rules = FieldRules.of(List.of(new FieldEdit.Set("X-A", value("{path}"))));
    RouteActions actions = RouteActions.builder().fields(rules, FieldRules.NONE).build();

    assertEquals("", new Forwarding(PATH, actions).refusal(Heads.get("a", target)));
  }

  @Test
  void anAnswerOfBanyansOwnLosesFieldsToo() {
    FieldRules rules =
        FieldRules.of(
            List.of(new FieldEdit.Remove("cache-CONTROL"), new FieldEdit.Set("X-B", value("set"))));
    byte[] fields = Ascii.bytes("Content-Type: text/plain\r\nCache-Control: a\r\nx-b: 1\r\n");
    OwnAnswer answer = new OwnAnswer(200, fields, new byte[] {'x'});

    OwnAnswer edited = rules.removedFrom(answer);

    assertArrayEquals(Ascii.bytes("Content-Type: text/plain\r\n"), edited.fields());
    assertSame(answer.body(), edited.body());
    assertSame(answer, FieldRules.NONE.removedFrom(answer));
  }

  @Test
  void noRulesAreNone() {
    assertSame(FieldRules.NONE, FieldRules.of(List.of()));
    assertTrue(RouteActions.builder().build().isNone());
    assertSame(RouteActions.NONE, RouteActions.builder().rewrite(null, null).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "keep-alive",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "TRANSFER-ENCODING",
        "Upgrade",
        "content-length",
        "X-Request-ID",
        "",
        "a b",
        "a:",
        "caf\u00e9",
        "a\r\nb"
      })
  void fieldsOfTheConnectionAreNotToBeChanged(String name) {
    assertThrows(IllegalArgumentException.class, () -> FieldEdit.check(name, true));
    assertThrows(IllegalArgumentException.class, () -> FieldEdit.check(name, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "Expect",
        "Via",
        "Forwarded",
        "X-Forwarded-For",
        "x-forwarded-proto",
        "Max-Forwards"
      })
  void fieldsThatBanyanWritesAreNotToBeChangedInRequests(String name) {
    assertThrows(IllegalArgumentException.class, () -> FieldEdit.check(name, true));
    FieldEdit.check(name, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-A", "Cookie", "Authorization", "Set-Cookie", "Location", "Server"})
  void otherFieldsAre(String name) {
    FieldEdit.check(name, true);
    FieldEdit.check(name, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" a", "a ", "a\r\nb", "a\0", "caf\u00e9", "{", "}", "{idd}", "{}", "a\u007f"})
  void whatCantStandInAFieldIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> value(text));
  }
}
