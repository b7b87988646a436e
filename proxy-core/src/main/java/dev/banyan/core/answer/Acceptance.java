package dev.banyan.core.answer;

import dev.banyan.core.http.Ascii;

/**
 * How much a client likes one media type, by the media ranges of its {@code Accept} (RFC 9110
 * section 12.5.1). The most specific range that covers the type counts; of two alike, the one with
 * the higher weight. Confined to one thread.
 */
final class Acceptance {
  private static final int NOTHING = -1;

  private final byte[] type;
  private final int slash;
  private int specificity = NOTHING;
  private int weight;

  /** Nothing is known yet of {@code type}, as in {@code text/html}, in lower case. */
  Acceptance(String type) {
    this.type = Ascii.bytes(type);
    this.slash = type.indexOf('/');
  }

  /** The weight in thousandths, 0 to 1,000; 0 if no range covers the type. */
  int weight() {
    return weight;
  }

  /** 2 if the type itself is named, 1 if its kind is, 0 for any type, less if nothing covers it. */
  int specificity() {
    return specificity;
  }

  /** Takes account of the range {@code bytes[start, end)}, without parameters. */
  void range(byte[] bytes, int start, int end, int itsWeight) {
    int covers = covers(bytes, start, end);
    if (covers > specificity || (covers == specificity && itsWeight > weight)) {
      specificity = covers;
      weight = covers == NOTHING ? 0 : itsWeight;
    }
  }

  private int covers(byte[] bytes, int start, int end) {
    if (Ascii.equalsLower(type, bytes, start, end)) {
      return 2;
    }
    if (end - start == 3 && Ascii.equals("*/*", bytes, start, end)) {
      return 0;
    }
    boolean kind =
        end - start == slash + 2
            && bytes[end - 1] == '*'
            && Ascii.equalsIgnoreCase(type, 0, slash + 1, bytes, start, end - 1);
    return kind ? 1 : NOTHING;
  }
}
