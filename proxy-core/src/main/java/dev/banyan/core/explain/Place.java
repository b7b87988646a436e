package dev.banyan.core.explain;

/**
 * Where in a route table something is said. Immutable.
 *
 * @param file what messages call the table
 * @param line the line, from 1; 0 if it is written nowhere, so that the default holds
 */
public record Place(String file, int line) {
  /** Whether the table leaves it to the default. */
  public boolean isDefault() {
    return line == 0;
  }

  /** The place as in {@code routes.yaml:31}, or {@code default}. */
  @Override
  public String toString() {
    return isDefault() ? "default" : file + ":" + line;
  }
}
