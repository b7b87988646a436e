package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.banyan.core.routing.PathPattern.Literal;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of path patterns. */
class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    "/, [], false",
    "/a, [a], false",
    "/a/, [a][], false",
    "/**, '', true",
    "/a/**, [a], true",
    "/a/{id}/b, [a]{id}[b], false",
    "/*/{x-1}/**, {}{x-1}, true",
    "/caf\u00e9, [caf%C3%A9], false",
    "/caf%c3%a9, [caf%C3%A9], false",
    "/%61%2D, [a-], false",
    "/a b, [a%20b], false",
    "/100%25, [100%25], false",
    "/%2A/%7bx%7D, [*][%7Bx%7D], false",
    "/a%3Bb, [a%3Bb], false",
    "/.well-known/..., [.well-known][...], false",
  })
  void aPatternIsRead(String text, String segments, boolean open) {
    PathPattern pattern = PathPattern.parse(text);

    String shown =
        pattern.segments().stream()
            .map(segment ->
                segment instanceof Literal literal
                    ? "[" + literal.spelling() + "]"
                    : "{" + ((PathPattern.Parameter) segment).name() + "}")
            .collect(Collectors.joining());
    assertEquals(segments + " " + open, shown + " " + pattern.open());
    assertEquals(text, pattern.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''         | begins with /
          a          | begins with /
          *          | begins with /
          //a        | no empty segment: such a path is never matched
          /a//b      | no empty segment: such a path is never matched
          /a//       | no empty segment: such a path is never matched
          //**       | no empty segment: such a path is never matched
          /**/a      | ** at the end only
          /**/**     | ** at the end only
          /a**       | {name} and * as whole segments; %2A, %7B and %7D for * { } themselves
          /a*        | {name} and * as whole segments; %2A, %7B and %7D for * { } themselves
          /{a        | {name} and * as whole segments; %2A, %7B and %7D for * { } themselves
          /{a}.html  | {name} and * as whole segments; %2A, %7B and %7D for * { } themselves
          /{}        | a name of letters, digits, _ and - between { and }
          /{1}       | a name of letters, digits, _ and - between { and }
          /{a}/{a}   | {a} once
          /a?b       | a path without query and fragment
          /a#b       | a path without query and fragment
          /a;b       | no ; and no \\: such a path is never matched; %3B for ; itself
          /a\\b      | no ; and no \\: such a path is never matched; %3B for ; itself
          /a/../b    | no dot segment: such a path is never matched
          /.         | no dot segment: such a path is never matched
          /%2e%2E    | no dot segment: such a path is never matched
          /a%2Fb     | no %2F and no %5C: such a path is never matched
          /a%5cb     | no %2F and no %5C: such a path is never matched
          /100%      | two hexadecimal digits behind each %; %25 for % itself
          /%zz       | two hexadecimal digits behind each %; %25 for % itself
          """)
  void otherTextIsRefused(String text, String expected) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> PathPattern.parse(text));

    assertEquals("path: " + text + " (expected: " + expected + ")", e.getMessage());
  }
}
