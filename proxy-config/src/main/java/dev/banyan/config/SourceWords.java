package dev.banyan.config;

import dev.banyan.config.document.Span;
import org.jspecify.annotations.Nullable;

/** Words, lines and brackets of a text that is no YAML. Immutable. */
final class SourceWords {
  private final SourceText source;
  private final String text;

  SourceWords(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  /** Where the word around {@code at} begins: after a blank, a comma or an opening bracket. */
  int start(int at) {
    int start = at;
    while (start > 0 && " \t\r\n,[".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    return start;
  }

  /** Where a word ends that may hold {@code {...}}: at a blank, a comma, an unmatched bracket. */
  int end(int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (" \t\r\n,]".indexOf(c) >= 0 || depth < 0) {
        return i;
      }
    }
    return text.length();
  }

  /** Whether the bracket at {@code from} has a partner; quotes are not looked at. */
  boolean isClosed(int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      if (depth == 0) {
        return true;
      }
    }
    return false;
  }

  /** Where the line of {@code at} begins. */
  int lineStart(int at) {
    int start = clamp(at);
    while (start > 0 && "\r\n".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    return start;
  }

  /** Where the line of {@code at} ends, before its line end. */
  int lineEnd(int at) {
    int end = clamp(at);
    while (end < text.length() && "\r\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** The last line above that is not empty, without its indentation; null if there is none. */
  @Nullable Span lineAbove(int lineStart) {
    String above = text.substring(0, lineStart).stripTrailing();
    int start = lineStart(above.length());
    int indented = start + indentation(above.substring(start));
    return above.isEmpty() ? null : source.span(indented, above.length());
  }

  /** The text between two offsets, as far as there is any. */
  String slice(int start, int end) {
    return text.substring(clamp(start), clamp(end));
  }

  /** The span between two offsets, as far as there is any text. */
  Span span(int start, int end) {
    return source.span(clamp(start), clamp(end));
  }

  /** How many blanks a line begins with. */
  static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }

  private int clamp(int offset) {
    return Math.max(0, Math.min(offset, text.length()));
  }
}
