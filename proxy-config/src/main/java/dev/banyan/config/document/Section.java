package dev.banyan.config.document;

import java.util.Map;

/**
 * The outside of a mapping: where it stands and which keys it has, readable or not. Immutable.
 *
 * @param head what stands for the whole in a message: its first key, or all of {@code {...}}
 * @param span the whole mapping
 * @param keys the place of each key by its name
 */
public record Section(Span head, Span span, Map<String, Span> keys) {
  /** Copies the map. */
  public Section {
    keys = Map.copyOf(keys);
  }
}
