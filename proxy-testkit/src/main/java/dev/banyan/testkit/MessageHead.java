package dev.banyan.testkit;

/**
 * A start line and its fields, as they stood on the wire. Immutable.
 *
 * @param startLine the request line or status line, without its line end
 * @param headers the field lines in order
 * @param raw the whole text from the start line to the empty line, line ends included
 */
record MessageHead(String startLine, HeaderLines headers, String raw) {
  /** Returns a part of the start line: 0 to 2, the last one with all its spaces. */
  String part(int index) throws MalformedMessageException {
    String[] parts = startLine.split(" ", 3);
    if (parts.length <= index) {
      throw new MalformedMessageException("start line: " + startLine);
    }
    return parts[index];
  }
}
