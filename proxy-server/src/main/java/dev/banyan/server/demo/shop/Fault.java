package dev.banyan.server.demo.shop;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way in which the new shop misbehaves. */
public enum Fault {
  ERRORS("answers 500 to everything"),
  HANG("takes requests and never answers"),
  REFUSE("refuses connections, and has cut the ones it had"),
  SLOW("is slow, though within the time-out"),
  GARBAGE("answers with bytes that are no HTTP"),
  WRITES("answers 500 to writes; reads are fine"),
  RESET("resets connections instead of answering"),
  CUT("cuts its answers in mid-body");

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String description;

  Fault(String description) {
    this.description = description;
  }

  /** The name in URLs and messages, as in {@code hang}. */
  public String label() {
    return label;
  }

  /** What the new shop does, to follow the words "the new shop". */
  public String description() {
    return description;
  }

  /** The key that causes it: {@code 1} for the first. */
  public char key() {
    return (char) ('1' + ordinal());
  }

  /** The fault with this label, if there is one. */
  public static Optional<Fault> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }
}
