package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions on headers, query parameters and cookies. */
class FieldConditionTest {
  private static FieldCondition condition(String kind, String name, String value) {
    return switch (kind) {
      case "present" -> FieldCondition.present(name);
      case "absent" -> FieldCondition.absent(name);
      case "exact" -> FieldCondition.exact(name, value);
      case "prefix" -> FieldCondition.prefix(name, value);
      default -> FieldCondition.regex(name, value);
    };
  }

  private static Condition header(FieldCondition condition) {
    FieldKey key = new FieldKey(FieldKey.Kind.HEADER, condition.name().toLowerCase(Locale.ROOT));
    return new ValueCondition(key, condition.test());
  }

  private static Condition query(FieldCondition condition) {
    return new ValueCondition(
        new FieldKey(FieldKey.Kind.QUERY, condition.name()), condition.test());
  }

  private static Condition cookie(FieldCondition condition) {
    return new ValueCondition(
        new FieldKey(FieldKey.Kind.COOKIE, condition.name()), condition.test());
  }

  @ParameterizedTest
  @CsvSource({
    "present, x-a, '', true",
    "present, X-E, '', true",
    "present, x-c, '', false",
    "absent, x-a, '', false",
    "absent, X-E, '', false",
    "absent, x-c, '', true",
    "exact, X-A, one, true",
    "exact, X-A, One, false",
    "exact, X-A, two, false",
    "exact, X-E, '', true",
    "exact, X-U, caf\u00e9, true",
    "prefix, X-A, on, true",
    "prefix, X-A, '', true",
    "prefix, X-A, ones, false",
    "prefix, X-C, '', false",
    "regex, X-A, o.e|x, true",
    "regex, X-A, n, false",
    "regex, X-E, .*, true",
    "regex, X-U, caf., true",
    "regex, X-C, .*, false",
  })
  void theFirstLineOfAHeaderCounts(String kind, String name, String value, boolean holds) {
    RequestHead head =
        Heads.get(
            "h", "/", "X-A:  one ", "X-A: two", "X-E:", "X-U: " + NaivePaths.bytes("caf\u00e9"));

    assertEquals(holds, header(condition(kind, name, value)).holds(head));
  }

  @ParameterizedTest
  @CsvSource({
    "present, a, '', true",
    "present, b, '', true",
    "present, c, '', true",
    "present, A, '', false",
    "present, e f, '', true",
    "exact, a, 1, true",
    "exact, a, 2, false",
    "exact, b, '', true",
    "exact, c, '', true",
    "exact, d, x y&z%, true",
    "exact, e f, caf\u00e9=1, true",
    "exact, g, %zz%, true",
    "prefix, d, x y, true",
    "regex, e f, caf.=[0-9], true",
    "regex, a, 12?, true",
    "present, h, '', false",
    "absent, h, '', true",
    "absent, b, '', false",
    "absent, d, '', false",
    "present, %61, '', false",
    "present, e, '', false",
    "present, e f g, '', false",
  })
  void queryParametersAreDecoded(String kind, String name, String value, boolean holds) {
    RequestHead head = Heads.get("h", "/p;h?a=1&b&c=&&d=x+y%26z%25&e%20f=caf%C3%a9=1&a=2&g=%zz%");

    assertEquals(holds, query(condition(kind, name, value)).holds(head));
  }

  @Test
  void withoutQueryThereIsNoParameter() {
    Condition condition = query(FieldCondition.present("a"));

    assertEquals(false, condition.holds(Heads.get("h", "/a")));
    assertEquals(false, condition.holds(Heads.get("h", "/a?")));
    assertEquals(true, condition.holds(Heads.get("h", "/?a")));
  }

  @ParameterizedTest
  @CsvSource({
    "present, a, '', true",
    "present, A, '', false",
    "exact, a, 1, true",
    "exact, b, '', true",
    "prefix, c, x=, true",
    "regex, c, x=y=, true",
    "exact, d, 4, true",
    "absent, e, '', true",
    "absent, b, '', false",
  })
  void cookiesOfAllLinesAreRead(String kind, String name, String value, boolean holds) {
    RequestHead head = Heads.get("h", "/", "Cookie: a=1; b=; c=x=y=", "Cookie: d=4; a=2");

    assertEquals(holds, cookie(condition(kind, name, value)).holds(head));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a", "a**", "(?=a)", "(a)\\1", "(?<!a)b", "[z-a]", "a{1001}", "(?>a)"})
  void whatRe2DoesNotKnowIsRefused(String regex) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> FieldCondition.regex("a", regex));

    assertTrue(e.getMessage().startsWith("regex: " + regex + " (expected: RE2 syntax; "));
  }

  @Test
  void aLargeExpressionIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> FieldCondition.regex("a", "((a{30}){30}){30}"));
    assertThrows(IllegalArgumentException.class, () -> FieldCondition.regex("a", "a".repeat(3000)));
  }

  /** {@code java.util.regex} takes hours for the same, or a whole stack. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a*)*b",
        "(a|a)*b",
        "(a|aa)+b",
        "(.*a){20}b",
        "((a+)+)+b",
        "(a?){60}a{60}b",
        "(.*)*x(.*)*y"
      })
  void nestedRepetitionTakesLinearTime(String regex) {
    Condition condition = header(FieldCondition.regex("x", regex));
    String longest = "a".repeat(FieldCondition.Regex.LONGEST_VALUE - 1);
    RequestHead head = Heads.get("h", "/", "x: " + longest + "c");

    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertEquals(false, condition.holds(head)));
  }

  @Test
  void aValueAboveTheBoundHasNoForm() {
    Condition condition = header(FieldCondition.regex("x", "a*"));
    String longest = "a".repeat(FieldCondition.Regex.LONGEST_VALUE);

    assertEquals(true, condition.holds(Heads.get("h", "/", "x: " + longest)));
    assertEquals(false, condition.holds(Heads.get("h", "/", "x: " + longest + "a")));
  }

  @Test
  void aNameIsNeeded() {
    assertThrows(IllegalArgumentException.class, () -> FieldCondition.present(""));
  }
}
