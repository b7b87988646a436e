package dev.banyan.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of loading a route table. Immutable.
 *
 * @param table the table; null if and only if a problem is an error
 * @param problems errors and warnings in the order of the file; with a table, warnings only
 * @param files the other files that the table names, whether or not they could be read
 */
public record LoadResult(@Nullable LoadedTable table, List<Problem> problems, List<Path> files) {
  /** Copies the lists. */
  public LoadResult {
    problems = List.copyOf(problems);
    files = List.copyOf(files);
  }
}
