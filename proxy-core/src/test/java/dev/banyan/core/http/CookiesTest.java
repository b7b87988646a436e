package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cookies as RFC 6265 section 4.2 writes them, and as clients really send them. */
class CookiesTest {
  private static String text(RequestHead head, long range) {
    return range == Cookies.ABSENT
        ? null
        : Ascii.string(head.bytes(), Cookies.start(range), Cookies.end(range));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          id=7                   | 7
          a=b; id=7              | 7
          a=b;id=7;c=d           | 7
          id=7; id=8             | 7
           id = 7 ; a=b          | 7
          id=a=b==               | a=b==
          id="7"                 | "7"
          id=                    | ''
          id                     | -
          ID=7                   | -
          xid=7; id2=8           | -
          a=id=7                 | -
          =id; ; ;;id=7          | 7
          a="x;id=7"             | 7"
          """,
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true)
  void theFirstOfTheNameIsFound(String line, String value) {
    RequestHead head = Heads.get("a", "/", "Cookie: " + line);

    assertEquals(value, text(head, Cookies.find(head, "id")));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          id=7                      | ''
          id=7;                     | ''
          id=7; ;id=8               | ''
          a=b; id=7                 | a=b
          id=7; a=b                 | a=b
          id=7;a=b                  | a=b
          a=b;id=7;c=d              | a=b;c=d
          a=b;   id=7 ;  c=d        | a=b;  c=d
          id=7; a=b; id=8; c=d; id= | a=b; c=d
          a=b; id                   | a=b; id
          a=b; ID=7; xid=7; a=id=7  | a=b; ID=7; xid=7; a=id=7
          ;;a=b;; id=7; ;           | ;;a=b;; ;
          a="x;id=7"                | a="x
          id="a b"; c               | c
          """,
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true)
  void oneCookieIsLeftOutAndTheRestStaysByteForByte(String line, String left) {
    RequestHead head = Heads.get("a", "/", "Cookie: " + line);
    int i = head.next(KnownField.COOKIE, 0);

    byte[] bytes = Cookies.without(head.bytes(), head.valueStart(i), head.valueEnd(i), "id");

    assertEquals(left, Ascii.string(bytes, 0, bytes.length));
  }

  @Test
  void leavingOneCookieOutLeavesTheOthersAsTheyWere() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {"id", "a", "=", "=", ";", "; ", " ", "b", "\"", "id=7", "; a=1"};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder("x");
      for (int n = random.nextInt(9); n > 0; n--) {
        line.append(parts[random.nextInt(parts.length)]);
      }
      RequestHead head = Heads.get("a", "/", "Cookie: " + line);
      int at = head.next(KnownField.COOKIE, 0);
      byte[] left = Cookies.without(head.bytes(), head.valueStart(at), head.valueEnd(at), "id");
      RequestHead after = Heads.get("a", "/", "Cookie: " + Ascii.string(left, 0, left.length));

      String shown = "seed " + seed + ", " + line;
      assertEquals(Cookies.ABSENT, Cookies.find(after, "id"), shown);
      for (String name : List.of("a", "b", "x", "xid", "aid")) {
        assertEquals(
            text(head, Cookies.find(head, name)), text(after, Cookies.find(after, name)), shown);
      }
    }
  }

  @Test
  void allLinesAreRead() {
    RequestHead head =
        Heads.get("a", "/", "Cookie: a=1", "X: id=0", "cookie: id=2", "Cookie: id=3");

    assertEquals("2", text(head, Cookies.find(head, "id")));
  }

  @Test
  void anEmptyValueCanBePassedOver() {
    RequestHead head = Heads.get("a", "/", "Cookie: id=; id= ", "Cookie: id=5; a=");

    assertEquals("", text(head, Cookies.find(head, "id")));
    assertEquals("5", text(head, Cookies.findNonEmpty(head, "id")));
    assertNull(text(head, Cookies.findNonEmpty(head, "a")));
  }

  @Test
  void withoutCookieFieldThereIsNone() {
    RequestHead head = Heads.get("a", "/", "X-Cookie: id=7");

    assertEquals(Cookies.ABSENT, Cookies.find(head, "id"));
  }
}
