package dev.banyan.core.http;

import java.util.List;

/**
 * Spells the head of an answer that is not strict as a strict one, as far as its backend may be
 * odd. What it makes is read by the strict parser, so that nothing odd goes on. Stateless.
 */
final class OddHead {
  private static final int VERSION = 8;
  private static final String HTTP_1_1 = "HTTP/1.1";

  private OddHead() {}

  /**
   * A head as it should be.
   *
   * @param bytes the head, its empty line included
   * @return the lines; {@link OddLines#refused()} says whether more is odd than is allowed
   */
  static OddLines of(byte[] bytes, int length, Leniency leniency) {
    OddLines odd = new OddLines(leniency);
    odd.split(bytes, length);
    if (odd.whole() && !odd.lines().isEmpty()) {
      statusLine(odd);
      odd.spellFields(1);
      new OddFraming(odd).spell();
    }
    return odd;
  }

  /** A trailer section as it should be, as with {@link #of}. */
  static OddLines ofTrailers(byte[] bytes, int length, Leniency leniency) {
    OddLines odd = new OddLines(leniency);
    odd.split(bytes, length);
    if (odd.whole()) {
      odd.spellFields(0);
    }
    return odd;
  }

  private static void statusLine(OddLines odd) {
    List<String> lines = odd.lines();
    String line = lines.get(0);
    byte[] bytes = Ascii.bytes(line);
    if (bytes.length <= VERSION || !HttpVersion.wellFormed(bytes, 0)) {
      return;
    }
    boolean known = HttpVersion.minor(bytes, 0) >= 0;
    String version = known || !odd.allow(Oddity.OTHER_VERSIONS) ? line.substring(0, 8) : HTTP_1_1;
    lines.set(0, version + status(odd, line.substring(VERSION)));
  }

  /** What is behind the version, with one space before the status. */
  private static String status(OddLines odd, String behindVersion) {
    int start = 0;
    while (start < behindVersion.length() && behindVersion.charAt(start) == ' ') {
      start++;
    }
    boolean spaced = start > 1 && odd.allow(Oddity.STATUS_SPACES);
    String status = spaced ? behindVersion.substring(start - 1) : behindVersion;
    int code = start == 0 ? -1 : code(status);
    if (code >= 0 && (code < 100 || code > 599)) {
      odd.allow(Oddity.STATUS_999);
    }
    return code < 0 ? status : odd.withoutControls(status);
  }

  /** The three digits behind a space; -1 if they are none. */
  private static int code(String status) {
    boolean digits =
        status.length() >= 4
            && (status.length() == 4 || status.charAt(4) == ' ')
            && status.substring(1, 4).chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(status.substring(1, 4)) : -1;
  }
}
