package dev.banyan.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads heads and trailers strictly (RFC 9112 sections 2.2 and 5): CRLF only, no folding, no white
 * space around a name.
 */
final class HeadReader {
  /** Far above every limit under test, so that it is never the limit that a test measures. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private HeadReader() {}

  /** Reads a start line and its fields up to the empty line. */
  static MessageHead read(WireInput in) throws IOException {
    StringBuilder raw = new StringBuilder();
    String startLine = line(in, raw);
    if (startLine.isEmpty()) {
      throw new MalformedMessageException("empty start line");
    }
    checkText(startLine, 0);
    return new MessageHead(startLine, fields(in, raw), raw.toString());
  }

  /** Reads field lines up to the empty line, and adds what was read to {@code raw}. */
  static HeaderLines fields(WireInput in, StringBuilder raw) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(in, raw); !line.isEmpty(); line = line(in, raw)) {
      check(line);
      lines.add(line);
    }
    return new HeaderLines(lines);
  }

  private static String line(WireInput in, StringBuilder raw) throws IOException {
    String line = in.readLine(MAX_BYTES - raw.length());
    raw.append(line);
    if (!line.endsWith("\r\n")) {
      throw new MalformedMessageException("bare LF after: " + line.strip());
    }
    return line.substring(0, line.length() - 2);
  }

  private static void check(String line) throws MalformedMessageException {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw new MalformedMessageException("field without name or colon: " + line);
    }
    for (int i = 0; i < colon; i++) {
      if (!isTokenChar(line.charAt(i))) {
        throw new MalformedMessageException("field name: " + line);
      }
    }
    checkText(line, colon + 1);
  }

  /** Refuses control characters but tabs in {@code line} from {@code start} on. */
  static void checkText(String line, int start) throws MalformedMessageException {
    for (int i = start; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == 0x7f || (c < ' ' && c != '\t')) {
        throw new MalformedMessageException("control character: " + line);
      }
    }
  }

  /** Tells whether a character may stand in a token (RFC 9110 section 5.6.2). */
  static boolean isTokenChar(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
