package dev.banyan.config;

import dev.banyan.config.document.Span;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says in an operator's words what SnakeYAML says in a grammar's. Confined to one load.
 *
 * <p>The parser stops at the first error, so there is one message a file.
 */
final class SyntaxMessages {
  private final SourceText source;
  private final Problems problems;

  SyntaxMessages(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** Reports one syntax error. */
  void report(MarkedYAMLException e) {
    String context = String.valueOf(e.getContext());
    String problem = String.valueOf(e.getProblem());
    int at = offset(e.getProblemMark(), 0);
    int from = offset(e.getContextMark(), at);

    if (context.equals("while scanning an alias") || context.equals("while scanning an anchor")) {
      special(from);
    } else if (problem.startsWith("found undefined alias")) {
      undefinedAlias(at);
    } else if (problem.contains("that cannot start any token")) {
      cannotStart(at);
    } else if (problem.startsWith("expected ',' or")) {
      insideBrackets(problem, from, at);
    } else if (problem.startsWith("mapping values are not allowed")) {
      misplacedColon(at);
    } else if (problem.startsWith("could not find expected ':'")) {
      missingColon(from);
    } else if (problem.startsWith("expected <block end>")) {
      outOfLine(problem, at);
    } else if (problem.startsWith("found unexpected end of stream")) {
      error(from, from + 1, "this quote is never closed", null);
    } else if (problem.startsWith("found unknown escape")) {
      String hint = "in single quotes a backslash stands for itself";
      error(at - 1, at + 1, "unknown escape `" + slice(at - 1, at + 1) + "`", hint);
    } else if (context.startsWith("expected a single document")) {
      error(at, at + 3, "a second document (expected: one in a file)", "remove the line `---`");
    } else {
      other(problem, at);
    }
  }

  /** A token that begins with {@code *} or {@code &}, where a name of an anchor can't follow. */
  private void special(int at) {
    mustBeQuoted(at, tokenEnd(at));
  }

  private void undefinedAlias(int at) {
    String token = slice(at, tokenEnd(at));
    String message = "alias `" + token + "` without an anchor `&" + token.substring(1) + "` above";
    error(at, tokenEnd(at), message, "if it is text, quote it: \"" + token + "\"");
  }

  private void cannotStart(int at) {
    if (slice(at, at + 1).equals("\t")) {
      int end = at;
      while (slice(end, end + 1).equals("\t")) {
        end++;
      }
      error(at, end, "a tab in the indentation (expected: spaces)", null);
    } else {
      mustBeQuoted(at, tokenEnd(at));
    }
  }

  private void insideBrackets(String problem, int from, int at) {
    int start = tokenStart(at);
    int end = tokenEnd(start);
    String token = slice(start, end);
    String open = slice(from, from + 1);
    if (token.indexOf('{') >= 0 && token.indexOf('}') >= 0 && at < end) {
      mustBeQuoted(start, end);
    } else if (!isClosed(from)) {
      error(from, from + 1, "this `" + open + "` is never closed", null);
    } else {
      String expected = open.equals("{") ? "`,` or `}`" : "`,` or `]`";
      int line = source.span(from, from).line();
      String hint = "to go on with, or close, the `" + open + "` of line " + line;
      boolean colon = problem.endsWith("got :");
      error(colon ? start : at, colon ? at : end, "expected " + expected + " before this", hint);
    }
  }

  /** Whether the bracket at {@code from} has a partner; quotes are not looked at. */
  private boolean isClosed(int from) {
    int depth = 0;
    for (int i = from; i < source.text().length(); i++) {
      char c = source.text().charAt(i);
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      if (depth == 0) {
        return true;
      }
    }
    return false;
  }

  private void misplacedColon(int at) {
    int lineStart = lineStart(at);
    String before = slice(lineStart, at);
    Span above = lineAbove(lineStart);
    if (before.contains(": ")) {
      String hint = "quote a text that has a colon and a space in it";
      error(at, at + 1, "a second `:` in one value", hint);
    } else if (above != null && isBareWord(source.text(above))) {
      String word = source.text(above);
      problems.error(above, "`" + word + "` is a key without a colon", "write `" + word + ":`");
    } else {
      String hint = "indent it like the keys it belongs to";
      error(lineStart + indentation(before), at, "this key stands in no mapping", hint);
    }
  }

  private void missingColon(int from) {
    int end = lineEnd(from);
    String word = slice(from, end);
    String example = word.replaceFirst("(?<=^[A-Za-z-]{1,40})(: ?| )", ": ");
    example = example.equals(word) ? word + ":" : example;
    error(from, end, "a key without a colon and a space behind it", "write `" + example + "`");
  }

  private void outOfLine(String problem, int at) {
    int end = tokenEnd(at);
    if (problem.endsWith("'<scalar>'")) {
      error(at, end, "text behind the end of a quoted value", "put all of it in the quotes");
    } else if (problem.endsWith("'-'")) {
      String hint = "indent the list below its key";
      error(at, at + 1, "a list item among the keys of a mapping", hint);
    } else if (problem.endsWith("']'") || problem.endsWith("'}'")) {
      error(at, at + 1, "`" + slice(at, at + 1) + "` closes nothing", null);
    } else {
      String hint = "indent it like the keys it belongs to";
      error(at, end, "this line is indented like none above it", hint);
    }
  }

  private void other(String problem, int at) {
    if (problem.startsWith("expected the node content")) {
      error(at, at + 1, "a value is missing here", null);
    } else {
      error(at, at + 1, problem, null);
    }
  }

  private void mustBeQuoted(int start, int end) {
    String token = slice(start, end);
    char first = token.isEmpty() ? '*' : token.charAt(0);
    String special = "*&@`%!|>".indexOf(first) >= 0 ? String.valueOf(first) : "{";
    String quoted = token.indexOf('"') < 0 ? '"' + token + '"' : "'" + token + "'";
    String message = token + ": `" + special + "` has a meaning in YAML (expected: quotes)";
    error(start, end, message, "quote it: " + quoted);
  }

  private void error(int start, int end, String message, @Nullable String help) {
    problems.error(source.span(clamp(start), clamp(end)), message, help);
  }

  /** Where the word around {@code at} begins: after a blank, a comma or an opening bracket. */
  private int tokenStart(int at) {
    int start = at;
    while (start > 0 && " \t\r\n,[".indexOf(source.text().charAt(start - 1)) < 0) {
      start--;
    }
    return start;
  }

  /** Where a word ends that may hold {@code {...}}: at a blank, a comma, an unmatched bracket. */
  private int tokenEnd(int start) {
    int depth = 0;
    for (int i = start; i < source.text().length(); i++) {
      char c = source.text().charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (" \t\r\n,]".indexOf(c) >= 0 || depth < 0) {
        return i;
      }
    }
    return source.text().length();
  }

  private int lineStart(int at) {
    return at - source.span(clamp(at), clamp(at)).column() + 1;
  }

  private int lineEnd(int at) {
    int end = at;
    while (end < source.text().length() && "\r\n".indexOf(source.text().charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** The text of the last line above that is neither empty nor a comment, or null. */
  private @Nullable Span lineAbove(int lineStart) {
    String above = source.text().substring(0, lineStart).stripTrailing();
    int start = Math.max(above.lastIndexOf('\n'), above.lastIndexOf('\r')) + 1;
    int indented = start + indentation(above.substring(start));
    return above.isEmpty() ? null : source.span(indented, above.length());
  }

  private static boolean isBareWord(String line) {
    return line.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }

  private String slice(int start, int end) {
    return source.text().substring(clamp(start), clamp(end));
  }

  private int clamp(int offset) {
    return Math.max(0, Math.min(offset, source.text().length()));
  }

  private int offset(@Nullable Mark mark, int otherwise) {
    return mark == null ? otherwise : source.offset(mark.getIndex());
  }
}
