package dev.banyan.core.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a head or a trailer section that is not strict, spelled strictly as far as a backend
 * may be odd. Where something else is wrong a line stays as it is, for the strict parser to refuse.
 * Confined to one thread, used once.
 */
final class OddLines {
  /** No head that is taken has more; it bounds the work on one that is refused. */
  private static final int MOST_LINES = 512;

  private static final String LENGTH = KnownField.CONTENT_LENGTH.fieldName();
  private static final String CODING = KnownField.TRANSFER_ENCODING.fieldName();

  private final Leniency leniency;
  private final List<String> lines = new ArrayList<>();
  private @Nullable Oddity refused;
  private boolean whole;

  OddLines(Leniency leniency) {
    this.leniency = leniency;
  }

  /** The first oddity that is not allowed; null if all were. */
  @Nullable Oddity refused() {
    return refused;
  }

  /** The lines without their ends and without the empty one; they may be changed. */
  List<String> lines() {
    return lines;
  }

  /** Whether an oddity that was seen is allowed; remembers the first one that is not. */
  boolean allow(Oddity oddity) {
    boolean allowed = leniency.allows(oddity);
    if (!allowed && refused == null) {
      refused = oddity;
    }
    return allowed;
  }

  /** Divides {@code bytes[0, length)} into lines. */
  void split(byte[] bytes, int length) {
    int start = 0;
    while (start < length) {
      int lf = Ascii.indexOf(bytes, start, length, (byte) '\n');
      int end = lf < 0 ? length : lf;
      int at = start;
      int stop = end;
      while (stop > at && bytes[stop - 1] == '\r') {
        stop--;
      }
      if (end - stop != 1 && !allow(Oddity.LF_LINES)) {
        return;
      }
      start = end + 1;
      if (lines.size() == MOST_LINES) {
        return;
      }
      if (stop > at) {
        lines.add(Ascii.string(bytes, at, stop));
      } else if (!lines.isEmpty() || start == length) {
        whole = start == length && lf >= 0;
        return;
      } else if (!allow(Oddity.EMPTY_LINES)) {
        return;
      }
    }
  }

  /** Whether an empty line ended the others, and nothing came behind it. */
  boolean whole() {
    return whole;
  }

  /** Joins folded lines from {@code first} on, and spells the names and values of fields. */
  void spellFields(int first) {
    List<String> spelled = new ArrayList<>(lines.subList(0, Math.min(first, lines.size())));
    int next = first;
    while (next < lines.size()) {
      StringBuilder field = new StringBuilder(lines.get(next++));
      while (next < lines.size()
          && isSpace(lines.get(next).charAt(0))
          && allow(Oddity.FOLDED_FIELDS)) {
        String rest = trimmed(lines.get(next++));
        field.append(rest.isEmpty() ? "" : " ").append(rest);
      }
      String line = spelled(field.toString());
      if (line != null) {
        spelled.add(line);
      }
    }
    lines.clear();
    lines.addAll(spelled);
  }

  /** A field line as it should be; null for one that is left out. */
  private @Nullable String spelled(String line) {
    int colon = line.indexOf(':');
    String written = colon < 0 ? line : line.substring(0, colon);
    String name = behindTrimmed(written);
    if (colon < 0 || !isToken(name)) {
      boolean folded = isSpace(line.charAt(0));
      return folded || !allow(Oddity.ODD_NAMES) ? line : null;
    }
    if (name.length() < written.length() && !allow(Oddity.COLON_SPACES)) {
      return line;
    }
    String value = line.substring(colon + 1);
    boolean frames = isLength(name) || isCoding(name);
    return name + ":" + (frames ? value : withoutControls(value));
  }

  /** A text with spaces in place of control bytes. */
  String withoutControls(String text) {
    StringBuilder clean = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        if (!allow(Oddity.CONTROL_BYTES)) {
          return text;
        }
        clean.setCharAt(i, ' ');
      }
    }
    return clean.toString();
  }

  /** Whether a name is that of the length. */
  static boolean isLength(String name) {
    return LENGTH.equalsIgnoreCase(name);
  }

  /** Whether a name is that of the codings. */
  static boolean isCoding(String name) {
    return CODING.equalsIgnoreCase(name);
  }

  /** A text without the spaces and tabs around it. */
  static String trimmed(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return behindTrimmed(text.substring(start));
  }

  private static String behindTrimmed(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c < 128 && Ascii.isTokenByte((byte) c));
  }

  /** The lines as bytes, each with its CRLF, and the empty one. */
  byte[] toBytes() {
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(line).append("\r\n"));
    return Ascii.bytes(all.append("\r\n").toString());
  }
}
