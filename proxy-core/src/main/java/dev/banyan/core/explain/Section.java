package dev.banyan.core.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that belong together. Immutable.
 *
 * @param name what they are about
 */
public record Section(String name, List<Statement> statements) {
  /** Copies the list. */
  public Section {
    statements = List.copyOf(statements);
  }

  /** Gathers statements. Confined to one thread. */
  static final class Builder {
    private final String name;
    private final List<Statement> statements = new ArrayList<>();

    Builder(String name) {
      this.name = name;
    }

    Builder say(String label, String text, @Nullable Place place) {
      statements.add(new Statement(label, text, place));
      return this;
    }

    Section build() {
      return new Section(name, statements);
    }
  }
}
