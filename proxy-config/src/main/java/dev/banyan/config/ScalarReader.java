package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.YamlValue.Scalar;
import dev.banyan.config.YamlValue.Sequence;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads scalars and lists of scalars. Confined to one load. */
final class ScalarReader {
  /** The longest list that a table may hold, routes and users aside. */
  static final int LONGEST_LIST = 256;

  /** The longest list of users. */
  static final int LONGEST_LIST_OF_USERS = 10_000;

  private final SourceText source;
  private final Problems problems;

  ScalarReader(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * Reads one scalar.
   *
   * @param name the key, for messages
   * @param keyAt where to point if nothing stands there
   * @return null if it is unreadable, which has been reported
   */
  <T> @Nullable Located<T> scalar(String name, Span keyAt, YamlValue value, ScalarType<T> type) {
    ScalarType.Reading<T> reading = type.read(value instanceof Scalar word ? word.text() : "");
    if (value instanceof Scalar word && !word.isAbsent()) {
      T read = reading.value();
      if (read != null) {
        return new Located<>(read, word.span());
      }
      String shown = word.text().isEmpty() ? "\"\"" : Phrases.quoted(word.text());
      String help = reading.meant() == null ? null : Suggestions.question(reading.meant());
      refuse(name, shown, word.span(), reading.expected(), help);
    } else if (value instanceof Scalar) {
      refuse(name, "no value", keyAt, reading.expected(), null);
    } else {
      refuseCollection(name, value, reading.expected());
    }
    return null;
  }

  /** Reads a list of scalars, or one scalar as a list of one; without those that are unreadable. */
  <T> List<Located<T>> list(String name, Span keyAt, YamlValue value, ScalarType<T> type) {
    return list(name, keyAt, value, type, LONGEST_LIST);
  }

  /** As above, with a bound of its own. */
  <T> List<Located<T>> list(
      String name, Span keyAt, YamlValue value, ScalarType<T> type, int longest) {
    List<YamlValue> items = value instanceof Sequence list ? list.items() : List.of(value);
    List<Located<T>> read = new ArrayList<>();
    for (YamlValue item : items.subList(0, Math.min(items.size(), longest))) {
      Located<T> located = scalar(name, keyAt, item, type);
      if (located != null) {
        read.add(located);
      }
    }
    if (items.size() > longest) {
      Span at = items.get(longest).head();
      refuse(name, items.size() + " items", at, longest + " at most", null);
    }
    return read;
  }

  /** Refuses a value that has a form of its own: a scalar, a list or a mapping out of place. */
  void refuse(String name, YamlValue value, Span keyAt, String expected, @Nullable String help) {
    if (value instanceof Scalar word) {
      String shown = word.isAbsent() ? "no value" : Phrases.quoted(word.text());
      refuse(name, shown, word.isAbsent() ? keyAt : word.span(), expected, help);
    } else {
      refuse(name, kind(value), value.head(), expected, help);
    }
  }

  private static String kind(YamlValue value) {
    if (value instanceof Sequence list) {
      return list.items().isEmpty() ? "an empty list" : "a list";
    }
    return value instanceof Mapping mapping && mapping.entries().isEmpty()
        ? "an empty mapping"
        : "a mapping";
  }

  private void refuseCollection(String name, YamlValue value, String expected) {
    if (value instanceof Mapping mapping && mapping.inBraces() && isTemplate(mapping)) {
      String text = source.text(mapping.span());
      refuse(name, text, mapping.span(), "quotes around a text with braces", quote(text));
    } else {
      refuse(name, value, value.head(), expected, null);
    }
  }

  private static String quote(String text) {
    return "quote it: \"" + text + "\"";
  }

  /** Whether a mapping is what YAML makes of an unquoted {@code {id}}. */
  private static boolean isTemplate(Mapping mapping) {
    return mapping.entries().size() == 1
        && mapping.entries().values().stream()
            .allMatch(entry -> entry.value() instanceof Scalar word && word.isAbsent());
  }

  private void refuse(String name, String shown, Span at, String expected, @Nullable String help) {
    problems.error(at, name + ": " + shown + " (expected: " + expected + ")", help);
  }
}
