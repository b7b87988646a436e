package dev.banyan.config;

/**
 * A line of a file made ready for a terminal, and the mark below it. Immutable.
 *
 * <p>Tabs become blanks, what a terminal would obey or hide becomes a replacement character, and of
 * a long line only the surroundings of the mark are left.
 *
 * @param text the line
 * @param indent blanks up to the mark
 * @param mark a caret below the first column, tildes below the others
 */
record SourceLine(String text, String indent, String mark) {
  /** The most columns shown. */
  static final int WIDEST = 110;

  private static final int TAB = 4;
  private static final String CUT = "...";

  /** The line of a place. */
  static SourceLine of(Problem.Place place) {
    String line = place.text();
    int start = cutStart(line, place.from());
    String before = shown(line.substring(start, place.from()), columnsOf(start));
    String marked = shown(line.substring(place.from(), place.to()), columns(before));
    String after = shown(line.substring(place.to()), columns(before) + columns(marked));
    String front = start == 0 ? before : CUT + before;
    String text = cutEnd(front + marked + after);
    int width = Math.min(columns(marked), Math.max(1, WIDEST - columns(front)));
    return new SourceLine(
        text, " ".repeat(columns(front)), "^" + "~".repeat(Math.max(0, width - 1)));
  }

  /** A text without characters that a terminal would obey or hide. */
  static String printable(String text) {
    return shown(text, 0);
  }

  /** How many columns of a terminal a printable text takes. */
  static int columns(String text) {
    return text.codePoints().map(SourceLine::width).sum();
  }

  private static int columnsOf(int start) {
    return start == 0 ? 0 : CUT.length();
  }

  /** Where to begin so that the mark is in sight: 0 if it is anyway. */
  private static int cutStart(String line, int from) {
    if (columns(shown(line, 0)) <= WIDEST || from < WIDEST / 2) {
      return 0;
    }
    int start = from - WIDEST / 2;
    return Character.isLowSurrogate(line.charAt(start)) ? start + 1 : start;
  }

  private static String cutEnd(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      columns += width(text.codePointAt(i));
      if (columns > WIDEST) {
        return text.substring(0, i) + CUT;
      }
    }
    return text;
  }

  private static String shown(String text, int column) {
    StringBuilder out = new StringBuilder(text.length());
    int at = column;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c == '\t') {
        int blanks = TAB - at % TAB;
        out.append(" ".repeat(blanks));
        at += blanks;
      } else {
        int shown = isHidden(c) ? '\uFFFD' : c;
        out.appendCodePoint(shown);
        at += width(shown);
      }
    }
    return out.toString();
  }

  /** Control characters, and those that turn the direction of writing or take no place. */
  private static boolean isHidden(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  /** Scripts and symbols that take two columns (Unicode Standard Annex 11, wide and fullwidth). */
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0x303E)
        || (c >= 0x3041 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x1F300 && c <= 0x1F64F)
        || (c >= 0x1F680 && c <= 0x1F6FF)
        || (c >= 0x1F900 && c <= 0x1F9FF)
        || (c >= 0x20000 && c <= 0x3FFFD);
  }
}
