package dev.banyan.core.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides credentials in texts that are shown to operators: the user and password of a URL (RFC 3986
 * section 3.2.1), with its scheme or without, and what follows {@code Basic} or {@code Bearer}.
 * Takes time in proportion to the text. Stateless.
 */
public final class Credentials {
  private static final char HIDDEN = '*';
  private static final String SCHEME_END = "://";
  private static final Pattern OF_FIELD =
      Pattern.compile("(?i)[:'\"]\\s*(?:basic|bearer)\\s+([A-Za-z0-9._~+/=-]+)");

  private final StringBuilder text;

  private Credentials(String text) {
    this.text = new StringBuilder(text);
  }

  /**
   * The same text, as long as it was, with a star for each character of credentials: so what points
   * into it still does.
   */
  public static String hidden(String text) {
    Credentials credentials = new Credentials(text);
    if (text.indexOf('@') >= 0) {
      credentials.hideInUrls();
      credentials.hideInAuthorities();
    }
    Matcher field = OF_FIELD.matcher(text);
    while (field.find()) {
      credentials.hide(field.start(1), field.end(1));
    }
    return credentials.text.toString();
  }

  /** A password may hold anything but what ends the value: slashes, blanks, an {@code @} too. */
  private void hideInUrls() {
    for (int at = text.indexOf(SCHEME_END); at >= 0; at = text.indexOf(SCHEME_END, at)) {
      int start = at + SCHEME_END.length();
      int end = valueEnd(start);
      int last = lastAt(start, end);
      hide(start, Math.max(start, last));
      at = end;
    }
  }

  /** Where the line, the quotes, or what stands before a comment end. */
  private int valueEnd(int start) {
    int end = start;
    while (end < text.length() && "'\"`\r\n".indexOf(text.charAt(end)) < 0) {
      if (text.charAt(end) == '#' && isBlank(text.charAt(end - 1))) {
        return end;
      }
      end++;
    }
    return end;
  }

  /** As in {@code user:password@host}, between blanks or quotes. */
  private void hideInAuthorities() {
    for (int start = 0; start < text.length(); start++) {
      int end = start;
      int colon = -1;
      while (end < text.length() && !endsWord(text.charAt(end))) {
        colon = colon < 0 && text.charAt(end) == ':' ? end : colon;
        end++;
      }
      int first = start;
      while (first < end && "[{,(".indexOf(text.charAt(first)) >= 0) {
        first++;
      }
      boolean url = colon >= 0 && isSchemeEnd(colon, end);
      int last = lastAt(start, end);
      if (!url && colon > first && colon < last) {
        hide(first, last);
      }
      start = end;
    }
  }

  private boolean isSchemeEnd(int at, int end) {
    int after = at + SCHEME_END.length();
    return after <= end && text.substring(at, after).equals(SCHEME_END);
  }

  private static boolean endsWord(char c) {
    return isBlank(c) || c == '\r' || c == '\n' || c == '\'' || c == '"' || c == '`';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private int lastAt(int start, int end) {
    int at = end - 1;
    while (at >= start && text.charAt(at) != '@') {
      at--;
    }
    return at >= start ? at : -1;
  }

  private void hide(int start, int end) {
    for (int i = start; i < end; i++) {
      text.setCharAt(i, HIDDEN);
    }
  }
}
