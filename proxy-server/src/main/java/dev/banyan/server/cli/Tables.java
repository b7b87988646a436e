package dev.banyan.server.cli;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.LoadResult;
import dev.banyan.config.LoadedTable;
import dev.banyan.config.ProblemPrinter;
import dev.banyan.core.plan.RoutePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Loads route tables for commands, and says what is in them. Stateless. */
final class Tables {
  private static final String STANDARD_INPUT = "-";

  private Tables() {}

  /** Loads a file; {@code -} is standard input. */
  static LoadResult load(String file, InputStream in) {
    if (!file.equals(STANDARD_INPUT)) {
      return ConfigLoader.load(Path.of(file));
    }
    try {
      return ConfigLoader.load(name(file), in.readNBytes(ConfigLoader.MOST_BYTES + 1));
    } catch (IOException e) {
      throw new UncheckedIOException("standard input can't be read: " + e.getMessage(), e);
    }
  }

  /** What messages call a file. */
  static String name(String file) {
    return file.equals(STANDARD_INPUT) ? "<stdin>" : file;
  }

  /** A printer for a terminal or a file. */
  static ProblemPrinter printer(Terminal terminal) {
    return terminal.colour() ? ProblemPrinter.coloured() : ProblemPrinter.plain();
  }

  /** What a table holds, as in {@code 4 routes, 2 backends}. */
  static String contents(LoadedTable table) {
    long written = table.routing().routes().stream().filter(Tables::isWritten).count();
    return count(written, "route") + ", " + count(table.routing().backends().size(), "backend");
  }

  /** Whether a route stands in the file, unlike the one that catches all the rest. */
  private static boolean isWritten(RoutePolicy route) {
    return route.line() > 0;
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
