package dev.banyan.testkit.foreign;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A language that scripts of tests are written in, with the tag that such a test carries. */
public enum Language {
  /** {@code python}: python3 with gunicorn, waitress, cheroot and requests. */
  PYTHON("python3"),
  /** {@code node}: Node.js with Express. */
  NODE("node"),
  /** {@code go}: Go with its standard library. */
  GO("go", "run");

  private final List<String> command;

  Language(String... command) {
    this.command = List.of(command);
  }

  /** The command that runs a script of {@code src/test/resources/foreign} with arguments. */
  List<String> command(String script, List<String> arguments) {
    List<String> whole = new ArrayList<>(command);
    whole.add(path(script).toString());
    whole.addAll(arguments);
    return whole;
  }

  private static Path path(String script) {
    URL found = Language.class.getResource("/foreign/" + script);
    if (found == null) {
      throw new IllegalArgumentException(
          "script: " + script + " (expected: a file of src/test/resources/foreign)");
    }
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
