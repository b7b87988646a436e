package dev.banyan.core.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes to the fields of a head on its way through: names to leave out and lines to add. A set is
 * both. Immutable.
 */
public final class HeaderEdits {
  /** No change. */
  public static final HeaderEdits NONE = new HeaderEdits(List.of(), new byte[0]);

  private final List<byte[]> removed;
  private final byte[] addedLines;

  private HeaderEdits(List<byte[]> removed, byte[] addedLines) {
    this.removed = removed;
    this.addedLines = addedLines;
  }

  /** The lines to add behind the others, each with its CRLF; not to be changed. */
  public byte[] addedLines() {
    return addedLines;
  }

  /** Whether field {@code i} of {@code head} is to be left out. */
  public boolean removes(MessageHead head, int i) {
    for (byte[] name : removed) {
      if (Ascii.equalsLower(name, head.bytes(), head.nameStart(i), head.nameEnd(i))) {
        return true;
      }
    }
    return false;
  }

  /** These edits, and the field {@code name} with {@code value} added behind all others. */
  public HeaderEdits adding(String name, String value) {
    byte[] line = Ascii.bytes(checked(name) + ": " + checked(value) + "\r\n");
    byte[] lines = new byte[addedLines.length + line.length];
    System.arraycopy(addedLines, 0, lines, 0, addedLines.length);
    System.arraycopy(line, 0, lines, addedLines.length, line.length);
    return new HeaderEdits(removed, lines);
  }

  /** These edits, and every field {@code name} left out. */
  public HeaderEdits removing(String name) {
    List<byte[]> names = new ArrayList<>(removed);
    names.add(Ascii.bytes(name.toLowerCase(java.util.Locale.ROOT)));
    return new HeaderEdits(List.copyOf(names), addedLines);
  }

  private static String checked(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        throw new IllegalArgumentException("field text: char " + (int) c + " (expected: visible)");
      }
    }
    return text;
  }
}
