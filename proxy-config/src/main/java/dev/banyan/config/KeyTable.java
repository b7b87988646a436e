package dev.banyan.config;

import java.util.List;
import java.util.Optional;

/**
 * The keys of one mapping. Immutable.
 *
 * @param place where the mapping stands, as in {@code backends.NAME}
 * @param help what the mapping is for, in Markdown
 * @param keys its keys, in the order of the key reference
 * @param later keys that are settled but not supported by this version
 */
record KeyTable(String place, String help, List<Key<?>> keys, List<String> later) {
  /** The place of the mapping that holds all others. */
  static final String TOP_LEVEL = "top level";

  /** The names of the keys. */
  List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  /** Where the mapping stands, for messages. */
  String where() {
    return place.equals(TOP_LEVEL) ? "at top level" : "in " + place;
  }

  Optional<Key<?>> find(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }
}
