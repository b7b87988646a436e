package dev.banyan.config;

import dev.banyan.config.document.Span;
import java.util.List;
import java.util.Map;

/** A node of a YAML text, with its place and without a type: scalars are the text as written. */
sealed interface YamlValue {
  /** The whole value, quotes and brackets included. */
  Span span();

  /** What a message marks: all of a value in one line, the first key or item of a block. */
  Span head();

  /** A word, a number, a text. */
  record Scalar(String text, boolean quoted, Span span) implements YamlValue {
    @Override
    public Span head() {
      return span;
    }

    /** Whether nothing stands there at all. */
    boolean isAbsent() {
      return text.isEmpty() && !quoted;
    }
  }

  /** A list. */
  record Sequence(List<YamlValue> items, Span span, Span head) implements YamlValue {}

  /** Keys and their values, in the order of the file, each key once. */
  record Mapping(Map<String, Entry> entries, boolean inBraces, Span span, Span head)
      implements YamlValue {}

  /** A key and its value. */
  record Entry(Scalar key, YamlValue value) {}
}
