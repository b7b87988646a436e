package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;

/**
 * The {@code Via} field (RFC 9110 section 7.6.3): each proxy adds the version in which it received
 * the request, and its name. A request that carries this proxy's name too often goes in circles.
 * Immutable.
 *
 * @param name the name that this proxy goes by, a token; empty to add nothing
 */
public record Via(String name) {
  /** The field is passed on as it is. */
  public static final Via OFF = new Via("");

  /** The name unless the table says otherwise. */
  public static final Via DEFAULT = new Via("banyan");

  /** How often a request may have come through here already; more is a loop. */
  static final int MOST_PASSES = 8;

  private static final byte[] LINE = Ascii.bytes("Via: 1.");

  void write(HeaderEdits.Builder edits, RequestHead head) {
    if (!name.isEmpty()) {
      edits.put(LINE).putNumber(head.minorVersion());
      edits.put(Ascii.bytes(" ")).put(Ascii.bytes(name)).endLine();
    }
  }

  /** Whether a request goes in circles. */
  public boolean loops(RequestHead head) {
    if (name.isEmpty() || !head.has(KnownField.VIA)) {
      return false;
    }
    int passes = 0;
    for (int i = head.next(KnownField.VIA, 0); i >= 0; i = head.next(KnownField.VIA, i + 1)) {
      passes += passes(head, i);
    }
    return passes > MOST_PASSES;
  }

  /** How many elements of a line, each a version and a name, carry this proxy's name. */
  private int passes(RequestHead head, int i) {
    byte[] bytes = head.bytes();
    int end = head.valueEnd(i);
    int passes = 0;
    int at = head.valueStart(i);
    while (at < end) {
      int versionEnd = wordEnd(bytes, spaceEnd(bytes, at, end), end);
      int nameStart = spaceEnd(bytes, versionEnd, end);
      int nameEnd = wordEnd(bytes, nameStart, end);
      passes += Ascii.equals(name, bytes, nameStart, nameEnd) ? 1 : 0;
      int comma = Ascii.indexOf(bytes, nameEnd, end, (byte) ',');
      at = comma < 0 ? end : comma + 1;
    }
    return passes;
  }

  private static int spaceEnd(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static int wordEnd(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && !isSpace(bytes[at]) && bytes[at] != ',') {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }
}
