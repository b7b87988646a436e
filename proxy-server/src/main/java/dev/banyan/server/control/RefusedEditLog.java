package dev.banyan.server.control;

import dev.banyan.config.Problem;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators read when an edit is refused: a line for each error, as grep likes it. Stateless.
 */
final class RefusedEditLog {
  /** How many errors are told one by one. */
  static final int MOST_TOLD = 20;

  private static final Logger LOG = LoggerFactory.getLogger(RefusedEditLog.class);

  private RefusedEditLog() {}

  /** Tells what is wrong with a file; warnings are left out. */
  static void tell(String file, List<Problem> problems) {
    List<Problem> errors = problems.stream().filter(Problem::isError).toList();
    LOG.error("{} has errors, so the table before it stays", file);
    errors.stream()
        .limit(MOST_TOLD)
        .forEach(
            error -> LOG.error("{}{}", error, error.help() == null ? "" : "; " + error.help()));
    if (errors.size() > MOST_TOLD) {
      LOG.error("{} has {} errors more: `banyan check` tells all", file, errors.size() - MOST_TOLD);
    }
  }
}
