package dev.banyan.config;

import dev.banyan.config.YamlValue.Entry;
import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.Section;
import dev.banyan.config.document.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the keys of one mapping, and reports those that it may not have. Confined to one load. */
final class MappingReader {
  private final Mapping mapping;
  private final KeyTable keys;
  private final Problems problems;
  private final ScalarReader scalars;
  private final Map<String, Span> places = new LinkedHashMap<>();

  /** Begins to read, and reports unknown keys. */
  MappingReader(Mapping mapping, KeyTable keys, Problems problems, ScalarReader scalars) {
    this.mapping = mapping;
    this.keys = keys;
    this.problems = problems;
    this.scalars = scalars;
    mapping.entries().values().forEach(entry -> check(entry.key().text(), entry.key().span()));
  }

  /** The outside of the mapping. A misspelt key counts as the key that was likely meant. */
  Section section() {
    return new Section(mapping.head(), mapping.span(), places);
  }

  boolean has(Key<?> key) {
    return places.containsKey(key.name());
  }

  /** The place of a key that is there. */
  Span keyAt(Key<?> key) {
    return places.getOrDefault(key.name(), mapping.head());
  }

  /** The value of a key, or null if it is absent. */
  @Nullable YamlValue value(Key<?> key) {
    Entry entry = mapping.entries().get(key.name());
    return entry == null ? null : entry.value();
  }

  /** The scalar of a key, or null if it is absent or unreadable. */
  <T> @Nullable Located<T> scalar(Key<T> key) {
    YamlValue value = value(key);
    return value == null ? null : scalars.scalar(key.name(), keyAt(key), value, key.scalar());
  }

  /** The scalars of a key, or null if it is absent. */
  <T> @Nullable List<Located<T>> list(Key<T> key) {
    YamlValue value = value(key);
    return value == null ? null : scalars.list(key.name(), keyAt(key), value, key.scalar());
  }

  /** As {@link #list}, for lists that name users and the like. */
  <T> @Nullable List<Located<T>> longList(Key<T> key) {
    YamlValue value = value(key);
    int longest = ScalarReader.LONGEST_LIST_OF_USERS;
    return value == null
        ? null
        : scalars.list(key.name(), keyAt(key), value, key.scalar(), longest);
  }

  /** The mapping of a key, or null if it is absent or something else. */
  @Nullable MappingReader mapping(Key<?> key, KeyTable itsKeys) {
    YamlValue value = value(key);
    if (value instanceof Mapping itsMapping) {
      return new MappingReader(itsMapping, itsKeys, problems, scalars);
    }
    if (value != null) {
      String expected = "a mapping with keys such as " + some(itsKeys);
      scalars.refuse(key.name(), value, keyAt(key), expected, null);
    }
    return null;
  }

  /** Reports a key that must be there and is not. */
  void require(Key<?> key, @Nullable String help) {
    if (!has(key)) {
      problems.error(mapping.head(), "`" + key.name() + "` is missing " + keys.where(), help);
    }
  }

  private void check(String name, Span at) {
    if (keys.find(name).isPresent()) {
      places.put(name, at);
    } else if (keys.later().contains(name)) {
      problems.error(at, "`" + name + "` is not supported by this version", "remove it");
    } else {
      String meant = Suggestions.nearest(name, keys.names());
      if (meant != null) {
        places.putIfAbsent(meant, at);
      }
      String shown = Phrases.quoted(name);
      problems.error(at, "unknown key `" + shown + "` " + keys.where(), help(name, meant));
    }
  }

  private String help(String name, @Nullable String meant) {
    int colon = name.indexOf(':');
    if (colon > 0 && keys.find(name.substring(0, colon)).isPresent()) {
      return "write a space behind the colon: `" + name.replaceFirst(":", ": ") + "`";
    }
    if (meant != null) {
      return Suggestions.question(meant);
    }
    List<String> elsewhere = Language.placesOf(name);
    return elsewhere.isEmpty()
        ? "its keys are " + Phrases.allOf(keys.names())
        : "`" + name + "` is a key of " + Phrases.allOf(elsewhere);
  }

  private static String some(KeyTable keys) {
    List<String> names = new ArrayList<>();
    keys.names().stream().limit(2).forEach(name -> names.add("`" + name + "`"));
    return Phrases.oneOf(names);
  }
}
