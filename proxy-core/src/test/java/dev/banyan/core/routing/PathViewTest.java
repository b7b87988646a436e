package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Heads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path cut at its slashes. */
class PathViewTest {
  @ParameterizedTest
  @CsvSource({
    "/, 0, '', ''",
    "/, 1, '', ''",
    "/a, 0, a, ''",
    "/a, 1, '', ''",
    "/a/, 1, '', ''",
    "/a/b/c, 1, b, /c",
    "/a/b/c, 2, c, ''",
    "/a//c, 1, '', /c",
    "/a/b/c, 7, '', ''"
  })
  void segmentsAreNumbered(String path, int number, String segment, String behind) {
    PathView view = PathView.of(Ascii.bytes(path));
    int start = view.segmentStart(number);

    assertEquals(segment, Ascii.string(view.bytes(), start, view.segmentEnd(start)));
    assertEquals(behind, Ascii.string(view.bytes(), view.behind(number + 1), view.end()));
  }

  @Test
  void thePathOfARequestIsReadInThreeWays() {
    PathView view = PathView.of(Heads.get("a", "/a//b%2e/%252e?q=/x"));

    assertEquals("/a//b%2e/%252e", view.toString());
    assertEquals("/a/b./%252e", view.normalised().toString());
    assertEquals("/a/b./", view.decoded().toString());
    assertEquals(false, view.isPlain());
    assertEquals(true, view.normalised().spells(PathView.of(Ascii.bytes("/a/b./%252e"))));
    assertEquals(false, view.decoded().spells(view));
  }

  @Test
  void theStarOfOptionsIsTheRoot() {
    assertEquals("/", PathView.of(Heads.of("OPTIONS", "a", "*")).toString());
  }
}
