package dev.banyan.config;

import dev.banyan.config.document.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says in an operator's words what SnakeYAML says in a grammar's. Confined to one load.
 *
 * <p>The parser stops at the first error, so there is one message a file.
 */
final class SyntaxMessages {
  /** What the parser was at when it met a text that begins with a sign of YAML's own. */
  private static final Set<String> BEGUN_BY_A_SIGN =
      Set.of(
          "while scanning an alias",
          "while scanning an anchor",
          "while scanning a tag",
          "while scanning a block scalar",
          "while scanning a directive");

  private final SourceText source;
  private final SourceWords words;
  private final Problems problems;

  SyntaxMessages(SourceText source, Problems problems) {
    this.source = source;
    this.words = new SourceWords(source);
    this.problems = problems;
  }

  /** Reports one syntax error. */
  void report(MarkedYAMLException e) {
    String context = String.valueOf(e.getContext());
    String problem = String.valueOf(e.getProblem());
    int at = offset(e.getProblemMark(), 0);
    int from = offset(e.getContextMark(), at);
    if (BEGUN_BY_A_SIGN.contains(context)) {
      mustBeQuoted(from, words.end(from));
    } else if (context.startsWith("expected a single document")) {
      error(at, at + 3, "a second document (expected: one in a file)", "remove the line `---`");
    } else if (problem.startsWith("found unexpected end of stream")) {
      error(from, from + 1, "this quote is never closed", null);
    } else if (problem.startsWith("found unknown escape")) {
      String hint = "in single quotes a backslash stands for itself";
      error(at - 1, at + 1, "unknown escape `" + words.slice(at - 1, at + 1) + "`", hint);
    } else {
      reportStructure(problem, from, at);
    }
  }

  private void reportStructure(String problem, int from, int at) {
    if (problem.startsWith("found undefined alias")) {
      undefinedAlias(at);
    } else if (problem.contains("that cannot start any token")) {
      cannotStart(at);
    } else if (problem.startsWith("expected ',' or")) {
      insideBrackets(problem, from, at);
    } else if (problem.startsWith("mapping values are not allowed")) {
      misplacedColon(at);
    } else if (problem.startsWith("could not find expected ':'")) {
      missingColon(from);
    } else if (problem.startsWith("expected '<document start>'")) {
      String hint = "the keys of the table all begin in the same column";
      error(at, words.end(at), "this line is indented unlike the first one", hint);
    } else if (problem.startsWith("expected <block end>")) {
      outOfLine(problem, at);
    } else if (problem.startsWith("expected the node content")) {
      error(at, at + 1, "a value is missing here", null);
    } else {
      error(at, at + 1, "no YAML: " + problem, null);
    }
  }

  private void undefinedAlias(int at) {
    String token = words.slice(at, words.end(at));
    String shown = Phrases.quoted(token);
    String message = "alias `" + shown + "` without an anchor `&" + shown.substring(1) + "` above";
    error(at, words.end(at), message, "if it is text, quote it: \"" + shown + "\"");
  }

  private void cannotStart(int at) {
    if (words.slice(at, at + 1).equals("\t")) {
      int end = at;
      while (words.slice(end, end + 1).equals("\t")) {
        end++;
      }
      error(at, end, "a tab in the indentation (expected: spaces)", null);
    } else {
      mustBeQuoted(at, words.end(at));
    }
  }

  private void insideBrackets(String problem, int from, int at) {
    int start = words.start(at);
    int end = words.end(start);
    String token = words.slice(start, end);
    String open = words.slice(from, from + 1);
    if (token.indexOf('{') >= 0 && token.indexOf('}') >= 0 && at < end) {
      mustBeQuoted(start, end);
    } else if (!words.isClosed(from)) {
      error(from, from + 1, "this `" + open + "` is never closed", null);
    } else {
      String expected = open.equals("{") ? "`,` or `}`" : "`,` or `]`";
      int line = source.span(from, from).line();
      String hint = "to go on with, or close, the `" + open + "` of line " + line;
      boolean colon = problem.endsWith("got :");
      error(colon ? start : at, colon ? at : end, "expected " + expected + " before this", hint);
    }
  }

  private void misplacedColon(int at) {
    int lineStart = words.lineStart(at);
    String before = words.slice(lineStart, at);
    Span above = words.lineAbove(lineStart);
    if (before.contains(": ")) {
      String hint = "quote a text that has a colon and a space in it";
      error(at, at + 1, "a second `:` in one value", hint);
    } else if (above != null && isBareWord(source.text(above))) {
      String word = source.text(above);
      problems.error(above, "`" + word + "` is a key without a colon", "write `" + word + ":`");
    } else {
      String hint = "indent it like the keys it belongs to";
      error(lineStart + SourceWords.indentation(before), at, "this key stands in no mapping", hint);
    }
  }

  private void missingColon(int from) {
    int end = words.lineEnd(from);
    String word = Phrases.quoted(words.slice(from, end));
    String example = word.replaceFirst("(?<=^[A-Za-z-]{1,40})(: ?| )", ": ");
    example = example.equals(word) ? word + ":" : example;
    error(from, end, "a key without a colon and a space behind it", "write `" + example + "`");
  }

  private void outOfLine(String problem, int at) {
    int end = words.end(at);
    if (problem.endsWith("'<scalar>'")) {
      error(at, end, "text behind the end of a quoted value", "put all of it in the quotes");
    } else if (problem.endsWith("'-'")) {
      String hint = "indent the list below its key";
      error(at, at + 1, "a list item among the keys of a mapping", hint);
    } else if (problem.endsWith("']'") || problem.endsWith("'}'")) {
      error(at, at + 1, "`" + words.slice(at, at + 1) + "` closes nothing", null);
    } else {
      String hint = "indent it like the keys it belongs to";
      error(at, end, "this line is indented like none above it", hint);
    }
  }

  private void mustBeQuoted(int start, int end) {
    String token = words.slice(start, end);
    char first = token.isEmpty() ? '*' : token.charAt(0);
    String special = "*&@`%!|>".indexOf(first) >= 0 ? String.valueOf(first) : "{";
    String shown = Phrases.quoted(token);
    String quoted = shown.indexOf('"') < 0 ? '"' + shown + '"' : "'" + shown + "'";
    String message = shown + ": `" + special + "` has a meaning in YAML (expected: quotes)";
    error(start, end, message, "quote it: " + quoted);
  }

  private void error(int start, int end, String message, @Nullable String help) {
    problems.error(words.span(start, end), message, help);
  }

  private static boolean isBareWord(String line) {
    return line.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }

  private int offset(@Nullable Mark mark, int otherwise) {
    return mark == null ? otherwise : source.offset(mark.getIndex());
  }
}
