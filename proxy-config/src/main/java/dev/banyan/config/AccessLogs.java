package dev.banyan.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Targets of the access log: {@code on}, {@code off} or a path, which has a slash or a dot. */
record AccessLogs() implements ScalarType<String> {
  /** The only one. */
  static final AccessLogs INSTANCE = new AccessLogs();

  private static final List<String> WORDS = List.of("on", "off");

  @Override
  public String label() {
    return "`on`, `off` or a path";
  }

  @Override
  public Reading<String> read(String text) {
    return WORDS.contains(text) || isPath(text)
        ? Reading.of(text)
        : Reading.refused(
            "on, off or a path such as logs/access.json", Suggestions.nearest(text, WORDS));
  }

  private static boolean isPath(String text) {
    try {
      return Path.of(text).getNameCount() > 0 && (text.indexOf('/') >= 0 || text.indexOf('.') > 0);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
