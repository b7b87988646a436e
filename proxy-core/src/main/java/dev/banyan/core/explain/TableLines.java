package dev.banyan.core.explain;

import java.util.Arrays;

/**
 * On which lines of a file the keys of one route, of one backend or of the table itself stand: four
 * bytes each. Immutable.
 */
public final class TableLines {
  /** Nothing is written. */
  public static final TableLines NONE = new TableLines(new int[0]);

  private static final int LINE_BITS = 24;
  private static final int LAST_LINE = (1 << LINE_BITS) - 1;

  /** The key in the upper eight bits, the line below. */
  private final int[] entries;

  private TableLines(int[] entries) {
    this.entries = entries;
  }

  /** Starts with nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The line of a key.
   *
   * @param number which of several, from 0
   * @return from 1; 0 if it is not written
   */
  int line(TableKey key, int number) {
    int left = number;
    for (int entry : entries) {
      if (entry >>> LINE_BITS == key.ordinal() && left-- == 0) {
        return entry & LAST_LINE;
      }
    }
    return 0;
  }

  /** Gathers lines. Confined to one thread. */
  public static final class Builder {
    private int[] entries = new int[16];
    private int count;

    private Builder() {}

    /** Adds the line of a key, or of the next of several. Lines above 16 million are cut there. */
    public Builder add(TableKey key, int line) {
      if (count == entries.length) {
        entries = Arrays.copyOf(entries, 2 * count);
      }
      entries[count++] = key.ordinal() << LINE_BITS | Math.min(line, LAST_LINE);
      return this;
    }

    /** The lines gathered so far. */
    public TableLines build() {
      return count == 0 ? NONE : new TableLines(Arrays.copyOf(entries, count));
    }
  }
}
