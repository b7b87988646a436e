package dev.banyan.config;

import dev.banyan.config.document.Span;
import dev.banyan.core.http.Credentials;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The text of a file and where its lines begin. Immutable. */
final class SourceText {
  /** How much of a line is shown on either side of where a mark begins, in {@code char}s. */
  private static final int SURROUNDINGS = 500;

  private final String file;
  private final String text;

  /** The same without credentials. */
  private final String shown;

  private final int[] lineStarts;

  /** The offsets of the characters that take two {@code char}s. */
  private final int[] pairs;

  /** A text under the name that messages give it. */
  SourceText(String file, String text) {
    this.file = file;
    this.text = text;
    this.shown = Credentials.hidden(text);
    this.lineStarts = lineStarts(text);
    this.pairs =
        IntStream.range(0, text.length() - 1)
            .filter(i -> Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1)))
            .toArray();
  }

  String file() {
    return file;
  }

  String text() {
    return text;
  }

  /** The offset in {@code char}s of the Unicode character of this number, from 0. */
  int offset(int codePoint) {
    int low = 0;
    int high = pairs.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean before = pairs[middle] - middle < codePoint;
      low = before ? middle + 1 : low;
      high = before ? high : middle;
    }
    return Math.min(codePoint + low, text.length());
  }

  /** The text of a span. */
  String text(Span span) {
    return text.substring(span.start(), span.end());
  }

  /** The span of the {@code char}s from {@code start} to {@code end}, exclusive. */
  Span span(int start, int end) {
    int found = Arrays.binarySearch(lineStarts, start);
    int line = found >= 0 ? found : -found - 2;
    int column = codePointAt(start) - codePointAt(lineStarts[line]) + 1;
    return new Span(line + 1, column, start, Math.max(start, end));
  }

  /** The part of a span that stands on its first line; a very long line is cut around it. */
  Problem.Place place(Span span) {
    int lineEnd = lineEnd(span.line());
    int from = span.start();
    int to = Math.min(span.end(), lineEnd);
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    int start = Math.max(lineStarts[span.line() - 1], from - SURROUNDINGS);
    int end = Math.max(from, Math.min(lineEnd, from + SURROUNDINGS));
    String part = shown.substring(start, end);
    int last = Math.max(from, Math.min(to, end)) - start;
    return new Problem.Place(span.line(), span.column(), part, from - start, last);
  }

  /** The offset behind the last character of a line, before its line end. */
  private int lineEnd(int line) {
    int end = line < lineStarts.length ? lineStarts[line] : text.length();
    while (end > lineStarts[line - 1] && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  /** The number of the Unicode character at an offset. */
  private int codePointAt(int offset) {
    int found = Arrays.binarySearch(pairs, offset);
    return offset - (found >= 0 ? found : -found - 1);
  }

  /** Lines end with LF, CR LF or CR. */
  private static int[] lineStarts(String text) {
    IntStream first = IntStream.of(0);
    return IntStream.concat(
            first, IntStream.range(0, text.length()).filter(i -> endsLine(text, i)).map(i -> i + 1))
        .toArray();
  }

  private static boolean endsLine(String text, int i) {
    char c = text.charAt(i);
    boolean crOfCrLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
    return (c == '\n' || c == '\r') && !crOfCrLf;
  }
}
