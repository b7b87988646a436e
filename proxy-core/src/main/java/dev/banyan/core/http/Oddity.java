package dev.banyan.core.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is wrong with answers of some old servers, and can nevertheless be read. Immutable. */
public enum Oddity {
  /** A line ends with LF alone, or with more than one CR before it. */
  LF_LINES,
  /** Empty lines stand before the status line. */
  EMPTY_LINES,
  /** The version is none of HTTP/1. */
  OTHER_VERSIONS,
  /** Several spaces stand before the status. */
  STATUS_SPACES,
  /** The status is of no class: below 100 or above 599. */
  STATUS_999,
  /** A field goes on in the next line, which begins with white space. */
  FOLDED_FIELDS,
  /** White space stands between a name and its colon. */
  COLON_SPACES,
  /** A line has no colon, or a name that is none. */
  ODD_NAMES,
  /** A control byte stands in the reason, a value or a chunk extension. */
  CONTROL_BYTES,
  /** The length is a list of equal numbers. */
  LENGTH_LISTS,
  /** A field of framing, or an element of it, is empty. */
  EMPTY_FRAMING,
  /** The transfer coding is the one that changes nothing. */
  IDENTITY_CODING,
  /** A length and chunks come together. */
  TE_AND_LENGTH,
  /** A body in chunks comes with HTTP/1.0. */
  HTTP10_CHUNKED,
  /** White space stands behind the size of a chunk. */
  CHUNK_SPACES;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in tables and logs, as in {@code lf-lines}. */
  public String label() {
    return label;
  }

  /**
   * The one with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Oddity of(String label) {
    return Arrays.stream(values())
        .filter(oddity -> oddity.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("oddity: " + label));
  }

  /** All names, in order. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Oddity::label).toList();
  }

  int bit() {
    return 1 << index();
  }

  @SuppressWarnings("EnumOrdinal")
  private int index() {
    return ordinal();
  }
}
