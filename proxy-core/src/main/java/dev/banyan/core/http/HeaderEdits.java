package dev.banyan.core.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a head on its way through: fields to leave out, values to put in the place of others,
 * lines to add, and of a request perhaps another target. Immutable.
 */
public final class HeaderEdits {
  /** No change. */
  public static final HeaderEdits NONE = new Builder().build();

  /** A bit for each known field that is left out, by its index. */
  private final long removedKnown;

  private final List<byte[]> removedOther;
  private final List<Replacement> replaced;
  private final byte[] addedLines;
  private final byte @Nullable [] target;

  /** A value for one field of a head. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Replacement(int field, byte[] value) {}

  private HeaderEdits(
      long removedKnown,
      List<byte[]> removedOther,
      List<Replacement> replaced,
      byte[] addedLines,
      byte @Nullable [] target) {
    this.removedKnown = removedKnown;
    this.removedOther = removedOther;
    this.replaced = replaced;
    this.addedLines = addedLines;
    this.target = target;
  }

  /** Starts with no change. */
  public static Builder builder() {
    return new Builder();
  }

  /** The lines to add behind the others, each with its CRLF; not to be changed. */
  public byte[] addedLines() {
    return addedLines;
  }

  /** Path and query in the place of the request's; null if those stay. Not to be changed. */
  public byte @Nullable [] target() {
    return target;
  }

  /** Whether field {@code i} of {@code head} is to be left out. */
  public boolean removes(MessageHead head, int i) {
    int known = head.index().known(i);
    boolean removed = known >= 0 && (removedKnown >>> known & 1) != 0;
    boolean named = known < 0 || KnownField.isFamily(known);
    return removed || (named && removesOther(head, i));
  }

  private boolean removesOther(MessageHead head, int i) {
    for (int n = 0; n < removedOther.size(); n++) {
      byte[] name = removedOther.get(n);
      if (Imitations.spells(name, head.bytes(), head.nameStart(i), head.nameEnd(i))) {
        return true;
      }
    }
    return false;
  }

  /** The value that stands in the place of that of field {@code i}; null if that stays. */
  public byte @Nullable [] replacement(int i) {
    for (int n = 0; n < replaced.size(); n++) {
      if (replaced.get(n).field == i) {
        return replaced.get(n).value;
      }
    }
    return null;
  }

  /** Gathers changes. Confined to one thread. */
  public static final class Builder {
    private static final int FIRST_CAPACITY = 384;
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] NOTHING = {};

    private long removedKnown;
    private List<byte[]> removedOther = List.of();
    private List<Replacement> replaced = List.of();
    private byte[] lines = NOTHING;
    private int length;
    private byte @Nullable [] target;

    private Builder() {}

    /** Puts {@code pathAndQuery} in the place of the request's; null leaves that. */
    public Builder target(byte @Nullable [] pathAndQuery) {
      target = pathAndQuery;
      return this;
    }

    /** Leaves every {@code field} out. */
    public Builder remove(KnownField field) {
      removedKnown |= 1L << field.index();
      return this;
    }

    /**
     * Leaves every field called {@code name}, in any case, out, and every one that a gateway
     * interface takes for it: {@code X_A} goes with {@code X-A}.
     */
    public Builder remove(String name) {
      byte[] lower = Ascii.bytes(name.toLowerCase(Locale.ROOT));
      KnownField known = KnownField.find(lower, 0, lower.length);
      if (known != null && !KnownField.isFamily(known.index())) {
        remove(known);
      }
      removedOther = removedOther.isEmpty() ? new ArrayList<>() : removedOther;
      removedOther.add(lower);
      return this;
    }

    /**
     * Puts {@code value} in the place of what field {@code i} of the head says; what it spells must
     * be allowed there.
     */
    public Builder replace(int i, byte[] value) {
      replaced = replaced.isEmpty() ? new ArrayList<>() : replaced;
      replaced.add(new Replacement(i, value));
      return this;
    }

    /** Leaves out whatever {@code others} leave out. */
    public Builder removeLike(HeaderEdits others) {
      removedKnown |= others.removedKnown;
      if (!others.removedOther.isEmpty()) {
        removedOther = removedOther.isEmpty() ? new ArrayList<>() : removedOther;
        removedOther.addAll(others.removedOther);
      }
      return this;
    }

    /**
     * Adds a line behind all others.
     *
     * @throws IllegalArgumentException if a character can't stand in a field
     */
    public Builder add(String name, String value) {
      return put(Ascii.bytes(checked(name) + ": " + checked(value))).endLine();
    }

    /** Adds bytes to the line under way; what they spell must be allowed in a field. */
    public Builder put(byte[] bytes) {
      return put(bytes, 0, bytes.length);
    }

    /** Adds {@code bytes[start, end)} to the line under way. */
    public Builder put(byte[] bytes, int start, int end) {
      int count = end - start;
      if (length + count > lines.length) {
        lines =
            Arrays.copyOf(
                lines, Math.max(FIRST_CAPACITY, Math.max(lines.length * 2, length + count)));
      }
      System.arraycopy(bytes, start, lines, length, count);
      length += count;
      return this;
    }

    /** Adds a number that is not negative, in decimal digits, to the line under way. */
    public Builder putNumber(int number) {
      if (number >= 10) {
        putNumber(number / 10);
      }
      return put(DIGITS, number % 10, number % 10 + 1);
    }

    /** Takes back all lines that were added so far. */
    public Builder clearLines() {
      length = 0;
      lines = NOTHING;
      return this;
    }

    /** Ends the line under way. */
    public Builder endLine() {
      return put(CRLF);
    }

    /** The changes gathered so far. */
    public HeaderEdits build() {
      byte[] added = length == lines.length ? lines : Arrays.copyOf(lines, length);
      return new HeaderEdits(
          removedKnown, List.copyOf(removedOther), List.copyOf(replaced), added, target);
    }

    private static final byte[] DIGITS = Ascii.bytes("0123456789");

    private static String checked(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
          throw new IllegalArgumentException(
              "field text: char " + (int) c + " (expected: visible)");
        }
      }
      return text;
    }
  }
}
