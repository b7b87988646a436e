package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever happens to a table's text, loading it ends with a table or with problems. */
class MutationTest {
  private static final int ROUNDS = 2_000;
  private static final String[] PIECES = {
    ":",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "\n",
    "\r\n",
    "\t",
    "  ",
    "#",
    "*",
    "&a ",
    "*a",
    "!",
    "|",
    ">",
    "%",
    "@",
    "---\n",
    "<<: *a",
    "ä",
    "😀",
    "\u0000",
    "\uFEFF",
    "\u2028",
    "0",
    "-1",
    "off",
    "null",
    "~",
    "share: 5%\n",
    "match: {}",
    "(",
    "\\",
    "${X}",
    "{id}"
  };

  @Test
  void noTextMakesTheLoaderThrow() throws IOException {
    long seed = System.nanoTime();
    String example = Files.readString(ExampleTableTest.EXAMPLE);
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(seed + round);
      String text = mutated(example, random);
      String which = "seed " + (seed + round) + " of new Random, text:\n" + text;
      try {
        check(ConfigLoader.load("routes.yaml", text), text, which);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(which, e);
      }
    }
  }

  private static void check(LoadResult result, String text, String which) {
    boolean errors = result.problems().stream().anyMatch(Problem::isError);
    assertEquals(errors, result.table() == null, which);
    int lines = text.split("\r\n|\r|\n", -1).length;
    int lastLine = 0;
    for (Problem problem : result.problems()) {
      Problem.Place place = problem.place();
      int line = place == null ? lastLine : place.line();
      assertTrue(line >= lastLine && line <= lines, which + "\n" + problem);
      lastLine = line;
      if (place != null) {
        assertTrue(0 <= place.from() && place.from() <= place.to(), which + "\n" + problem);
        assertTrue(place.to() <= place.text().length(), which + "\n" + problem);
        assertTrue(shown(place.text()).matcher(text).find(), which + "\n" + problem);
      }
    }
    checkPrinted(result.problems(), which);
  }

  /** A line of the text as it stands, but that a password is hidden by an asterisk a letter. */
  private static Pattern shown(String line) {
    return Pattern.compile(Pattern.quote(line).replace("*", "\\E.\\Q"), Pattern.DOTALL);
  }

  private static void checkPrinted(List<Problem> problems, String which) {
    String plain = ProblemPrinter.plain().print(problems);
    String coloured = ProblemPrinter.coloured().print(problems);
    assertEquals(plain, coloured.replaceAll("\033\\[[0-9;]*m", ""), which);
    assertTrue(plain.chars().noneMatch(c -> c < ' ' && c != '\n'), which);
  }

  private static String mutated(String example, Random random) {
    StringBuilder text = new StringBuilder(example);
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times && text.length() > 0; i++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextBoolean() ? 4 : 80));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 2 -> text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
        case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
        case 4 -> text.setCharAt(at, (char) random.nextInt(0x3000));
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }
}
