package dev.banyan.config.document;

import java.util.List;

/**
 * {@code headers} as written. Immutable.
 *
 * @param section the whole mapping
 */
public record HeadersDocument(Section section, Edits request, Edits response) {

  /** The changes of one kind of message. */
  public record Edits(List<Value> set, List<Value> add, List<Located<String>> remove) {
    /** No change. */
    public static final Edits NONE = new Edits(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Edits {
      set = List.copyOf(set);
      add = List.copyOf(add);
      remove = List.copyOf(remove);
    }
  }

  /**
   * A field and its value.
   *
   * @param value a template
   */
  public record Value(Located<String> name, Located<String> value) {}
}
