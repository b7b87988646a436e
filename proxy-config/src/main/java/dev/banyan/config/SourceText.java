package dev.banyan.config;

import dev.banyan.config.document.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The text of a file and where its lines begin. Immutable. */
final class SourceText {
  private final String file;
  private final String text;
  private final int[] lineStarts;
  private final int[] beyondBmp;

  /** A text under the name that messages give it. */
  SourceText(String file, String text) {
    this.file = file;
    this.text = text;
    this.lineStarts = lineStarts(text);
    this.beyondBmp = beyondBmp(text);
  }

  String file() {
    return file;
  }

  String text() {
    return text;
  }

  /** The offset in {@code char}s of the Unicode character of this number, from 0. */
  int offset(int codePoint) {
    int found = Arrays.binarySearch(beyondBmp, codePoint);
    int pairsBefore = found >= 0 ? found : -found - 1;
    return Math.min(codePoint + pairsBefore, text.length());
  }

  /** The text of a span. */
  String text(Span span) {
    return text.substring(span.start(), span.end());
  }

  /** The span of the {@code char}s from {@code start} to {@code end}, exclusive. */
  Span span(int start, int end) {
    int line = lineAt(start);
    int column = text.codePointCount(lineStarts[line], start) + 1;
    return new Span(line + 1, column, start, Math.max(start, end));
  }

  /** The part of a span that stands on its first line. */
  Problem.Place place(Span span) {
    int start = lineStarts[span.line() - 1];
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    int to = Math.min(span.end(), end);
    while (to > span.start() && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    String line = text.substring(start, end);
    return new Problem.Place(
        span.line(), span.column(), line, span.start() - start, Math.max(span.start(), to) - start);
  }

  private int lineAt(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** Lines end with LF, CR LF or CR. */
  private static int[] lineStarts(String text) {
    List<Integer> starts = new ArrayList<>();
    starts.add(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean crOfCrLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if ((c == '\n' || c == '\r') && !crOfCrLf) {
        starts.add(i + 1);
      }
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The numbers of the characters that take two {@code char}s. */
  private static int[] beyondBmp(String text) {
    int[] codePoints = text.codePoints().toArray();
    return IntStream.range(0, codePoints.length)
        .filter(i -> Character.isSupplementaryCodePoint(codePoints[i]))
        .toArray();
  }
}
