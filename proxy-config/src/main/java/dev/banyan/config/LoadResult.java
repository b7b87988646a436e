package dev.banyan.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of loading a route table. Immutable.
 *
 * @param table the table; null if and only if a problem is an error
 * @param problems errors and warnings in the order of the file; with a table, warnings only
 */
public record LoadResult(@Nullable LoadedTable table, List<Problem> problems) {
  /** Copies the list. */
  public LoadResult {
    problems = List.copyOf(problems);
  }
}
