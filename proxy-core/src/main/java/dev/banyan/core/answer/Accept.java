package dev.banyan.core.answer;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Tokens;

/**
 * Chooses between HTML and JSON by a request's {@code Accept} (RFC 9110 section 12.5.1). HTML goes
 * to who likes it better, or likes both as much and names it more precisely: so browsers get HTML,
 * and tools that accept anything get JSON. Elements that can't be read count for nothing.
 * Stateless.
 */
final class Accept {
  private static final int FULL_WEIGHT = 1_000;
  private static final int UNREADABLE = -1;

  private Accept() {}

  /** Whether an answer to {@code head} is to be HTML, and not JSON. */
  static boolean prefersHtml(RequestHead head) {
    if (!head.has(KnownField.ACCEPT)) {
      return false;
    }
    Acceptance html = new Acceptance("text/html");
    Acceptance json = new Acceptance("application/json");
    for (int i = head.next(KnownField.ACCEPT, 0); i >= 0; i = head.next(KnownField.ACCEPT, i + 1)) {
      line(head.bytes(), head.valueStart(i), head.valueEnd(i), html, json);
    }
    return html.weight() > json.weight()
        || (html.weight() == json.weight()
            && html.weight() > 0
            && html.specificity() > json.specificity());
  }

  private static void line(byte[] bytes, int start, int end, Acceptance html, Acceptance json) {
    for (int at = start; at <= end; ) {
      int stop = next(bytes, at, end, (byte) ',');
      element(bytes, at, stop, html, json);
      at = stop + 1;
    }
  }

  private static void element(byte[] bytes, int start, int end, Acceptance html, Acceptance json) {
    int semicolon = next(bytes, start, end, (byte) ';');
    int from = Tokens.skip(bytes, start, semicolon);
    int to = Tokens.trim(bytes, from, semicolon);
    int weight = weight(bytes, semicolon, end);
    if (from < to && weight != UNREADABLE) {
      html.range(bytes, from, to, weight);
      json.range(bytes, from, to, weight);
    }
  }

  /**
   * The weight among the parameters in {@code bytes[start, end)}. A range with another parameter
   * asks for a variant of the type that there is not, unless that is the charset.
   */
  private static int weight(byte[] bytes, int start, int end) {
    int weight = FULL_WEIGHT;
    for (int at = start; at < end; ) {
      int stop = next(bytes, at + 1, end, (byte) ';');
      int from = Tokens.skip(bytes, at + 1, stop);
      int to = Tokens.trim(bytes, from, stop);
      int equals = Ascii.indexOf(bytes, from, to, (byte) '=');
      if (equals < 0) {
        return UNREADABLE;
      }
      if (Ascii.equalsIgnoreCase("q", bytes, from, equals)) {
        return quality(bytes, equals + 1, to);
      }
      if (!Ascii.equalsIgnoreCase("charset", bytes, from, equals)) {
        return UNREADABLE;
      }
      at = stop;
    }
    return weight;
  }

  /** A {@code qvalue} in thousandths: 0 to 1 with three decimals at most. */
  private static int quality(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length < 1 || length > 5 || (bytes[start] != '0' && bytes[start] != '1')) {
      return UNREADABLE;
    }
    int quality = (bytes[start] - '0') * FULL_WEIGHT;
    if (length > 1 && bytes[start + 1] != '.') {
      return UNREADABLE;
    }
    int unit = FULL_WEIGHT / 10;
    for (int i = start + 2; i < end; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return UNREADABLE;
      }
      quality += (bytes[i] - '0') * unit;
      unit /= 10;
    }
    return quality <= FULL_WEIGHT ? quality : UNREADABLE;
  }

  /** The first {@code wanted} that is not within quotes, or {@code end}. */
  private static int next(byte[] bytes, int start, int end, byte wanted) {
    boolean quoted = false;
    for (int i = start; i < end; i++) {
      if (bytes[i] == '"') {
        quoted = !quoted;
      } else if (quoted && bytes[i] == '\\') {
        i++;
      } else if (!quoted && bytes[i] == wanted) {
        return i;
      }
    }
    return end;
  }
}
