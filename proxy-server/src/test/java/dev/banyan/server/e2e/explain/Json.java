package dev.banyan.server.e2e.explain;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A value of a JSON text. Immutable.
 *
 * @param value a map, a list, a string, a number or a boolean; null for null and for what is absent
 */
record Json(Object value) implements Iterable<Json> {
  /** Reads a text; every JSON text is one of YAML 1.2. */
  static Json of(String text) {
    return new Json(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
  }

  /** A member of an object. */
  Json get(String name) {
    return new Json(value instanceof Map<?, ?> map ? map.get(name) : null);
  }

  /** An element of an array. */
  Json get(int index) {
    return new Json(((List<?>) value).get(index));
  }

  boolean isNull() {
    return value == null;
  }

  /** The value as text. */
  String text() {
    return String.valueOf(value);
  }

  /** The value as text, or {@code otherwise} where there is none. */
  String text(String otherwise) {
    return value == null ? otherwise : text();
  }

  /** The value as a number, or {@code otherwise} where there is none. */
  long number(long otherwise) {
    return value == null ? otherwise : ((Number) value).longValue();
  }

  @Override
  public Iterator<Json> iterator() {
    return ((List<?>) value).stream().map(Json::new).iterator();
  }

  @Override
  public String toString() {
    return text();
  }
}
