package dev.banyan.core.http;

/** Looks at the fields of an answer that go on to its client. */
@FunctionalInterface
public interface FieldVisitor {
  /**
   * A field.
   *
   * @param i its number in its head, or -1 for an added line
   * @param bytes where it stands
   */
  void field(int i, byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd);

  /** Shows all fields of a backend's answer that are left after {@code edits}. */
  static void visit(ResponseHead answer, HeaderEdits edits, FieldVisitor visitor) {
    for (int i = 0; i < answer.fieldCount(); i++) {
      if (!HopByHop.endsHere(answer, i) && !edits.removes(answer, i)) {
        visitor.field(
            i,
            answer.bytes(),
            answer.nameStart(i),
            answer.nameEnd(i),
            answer.valueStart(i),
            answer.valueEnd(i));
      }
    }
  }

  /** Shows lines of the form {@code Name: value}, each with its CRLF. */
  static void visit(byte[] lines, FieldVisitor visitor) {
    for (int start = 0; start < lines.length; ) {
      int end = Ascii.indexOf(lines, start, lines.length, (byte) '\n') + 1;
      int colon = Ascii.indexOf(lines, start, end, (byte) ':');
      int value = Tokens.skip(lines, colon + 1, end - 2);
      visitor.field(-1, lines, start, colon, value, Tokens.trim(lines, value, end - 2));
      start = end;
    }
  }
}
