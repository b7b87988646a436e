package dev.banyan.server.wire;

import dev.banyan.core.answer.StatusPhrase;
import dev.banyan.core.http.Ascii;

/** The status lines of Banyan's own answers, made once. Immutable. */
final class StatusLines {
  private static final int LOWEST = 200;
  private static final int HIGHEST = 599;
  private static final byte[][] LINES = new byte[HIGHEST - LOWEST + 1][];

  static {
    for (int status = LOWEST; status <= HIGHEST; status++) {
      String line = "HTTP/1.1 " + status + " " + StatusPhrase.of(status) + "\r\n";
      LINES[status - LOWEST] = Ascii.bytes(line);
    }
  }

  private StatusLines() {}

  /** The line of {@code status}, 200 to 599, with its CRLF; not to be changed. */
  static byte[] of(int status) {
    return LINES[status - LOWEST];
  }
}
