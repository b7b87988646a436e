package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.Ascii;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How one path is read by servers of three kinds. */
class PathReadingsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # as sent              | raw                     | normalised           | decoded
          # dot segments
          /a/../b                | /a/../b                 | /b                   | /b
          /a/./b                 | /a/./b                  | /a/b                 | /a/b
          /a/b/..                | /a/b/..                 | /a/                  | /a/
          /a/.                   | /a/.                    | /a/                  | /a/
          /../../a               | /../../a                | /a                   | /a
          /..                    | /..                     | /                    | /
          /a/%2e%2E/b            | /a/%2E%2E/b             | /b                   | /b
          /a/.%2e/b              | /a/.%2E/b               | /b                   | /b
          /a/.../b.              | /a/.../b.               | /a/.../b.            | /a/.../b.
          /a/.b/..c              | /a/.b/..c               | /a/.b/..c            | /a/.b/..c
          # double encoding
          /%2561                 | /%2561                  | /%2561               | /a
          /a/%252e%252e/b        | /a/%252e%252e/b         | /a/%252e%252e/b      | /b
          /%252525252f           | /%252525252f            | /%252525252f         | /
          /%%361                 | /%25%361                | /%2561               | /a
          /%25                   | /%25                    | /%25                 | /%25
          # slashes that are merged
          //a                    | //a                     | /a                   | /a
          /a//b                  | /a//b                   | /a/b                 | /a/b
          /a///                  | /a///                   | /a/                  | /a/
          /a//../b               | /a//../b                | /b                   | /b
          # parameters
          /a;p=1/b               | /a%3Bp=1/b              | /a/b                 | /a/b
          /a/b;p                 | /a/b%3Bp                | /a/b                 | /a/b
          /a/..;p/b              | /a/..%3Bp/b             | /b                   | /b
          /;p/a                  | /%3Bp/a                 | /a                   | /a
          /a/;p                  | /a/%3Bp                 | /a/                  | /a/
          /a%3Bp/b               | /a%3Bp/b                | /a%3Bp/b             | /a/b
          /a;p%2Fq/b             | /a%3Bp%2Fq/b            | /a/b                 | /a/q/b
          # backslashes
          /a\\b                  | /a%5Cb               | /a/b                 | /a/b
          /a\\..\\b              | /a%5C..%5Cb       | /b                   | /b
          /a%5Cb                 | /a%5Cb                  | /a%5Cb               | /a/b
          /a%5c..%5cb            | /a%5C..%5Cb             | /a%5C..%5Cb          | /b
          # encoded slashes
          /a%2Fb                 | /a%2Fb                  | /a%2Fb               | /a/b
          /a%2f..%2fb            | /a%2F..%2Fb             | /a%2F..%2Fb          | /b
          /a/%2f/b               | /a/%2F/b                | /a/%2F/b             | /a/b
          # letters that need no escape, letters that do
          /%61%2Db               | /%61%2Db                | /a-b                 | /a-b
          /a%21%40               | /a%21%40                | /a!@                 | /a!@
          /a%20b%7c              | /a%20b%7C               | /a%20b%7C            | /a%20b%7C
          /a"b<                  | /a%22b%3C               | /a%22b%3C            | /a%22b%3C
          /caf%c3%a9             | /caf%C3%A9              | /caf%C3%A9           | /caf%C3%A9
          /caf\u00c3\u00a9       | /caf%C3%A9              | /caf%C3%A9           | /caf%C3%A9
          /%00                   | /%00                    | /%00                 | /%00
          # what is no escape
          /%                     | /%25                    | /%25                 | /%25
          /%zz                   | /%25zz                  | /%25zz               | /%25zz
          /a%2                   | /a%252                  | /a%252               | /a%252
          """,
      quoteCharacter = '\'',
      delimiter = '|')
  void aPathHasThreeReadings(String sent, String raw, String normalised, String decoded) {
    byte[] bytes = Ascii.bytes("GET " + sent + " HTTP/1.1");
    PathReadings readings = new PathReadings(bytes, 4, 4 + sent.length());

    assertEquals(
        raw + " " + normalised + " " + decoded,
        readings.raw() + " " + readings.normalised() + " " + readings.decoded());
  }

  private static boolean isOne(String path) {
    byte[] bytes = Ascii.bytes("?" + path + "?");
    return PathReadings.isOne(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/",
        "/a/b.c/d",
        "/.well-known/x",
        "/a..",
        "/a/...",
        "/..a/b",
        "/a.",
        "/-_.~!$&'()*+,=:@/09AZaz"
      })
  void aPlainPathHasOneReading(String path) {
    assertEquals(true, isOne(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//",
        "//a",
        "/a//b",
        "/a//",
        "/.",
        "/..",
        "/./a",
        "/../a",
        "/a/.",
        "/a/..",
        "/a/../b",
        "/a%20",
        "/a;b",
        "/a\\b",
        "/caf\u00e9",
        "/a|b",
        "/{a}",
        "/\"",
        "/^",
        "/`"
      })
  void anyOtherPathIsReadThreeTimes(String path) {
    assertEquals(false, isOne(path));
  }

  @Test
  void aLongChainOfEscapesIsDecodedInOnePass() {
    byte[] bytes = Ascii.bytes("/%" + "25".repeat(20_000) + "61");

    assertEquals("/a", new PathReadings(bytes, 0, bytes.length).decoded().toString());
  }
}
