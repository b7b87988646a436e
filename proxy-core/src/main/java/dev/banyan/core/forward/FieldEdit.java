package dev.banyan.core.forward;

/** One change of a message's fields. Immutable. */
public sealed interface FieldEdit {
  /** The field's name as written. */
  String name();

  /** All fields of the name are left out. */
  record Remove(String name) implements FieldEdit {}

  /** One field of the name stands in the place of all. */
  record Set(String name, Template value) implements FieldEdit {}

  /** One more field of the name. */
  record Add(String name, Template value) implements FieldEdit {}

  /**
   * Says whether a route may change fields of this name.
   *
   * @param ofRequest whether it is a field of requests, else of responses
   * @throws IllegalArgumentException if it may not; the message says what would be right
   */
  static void check(String name, boolean ofRequest) {
    String refusal = EditableFields.refusal(name, ofRequest);
    if (refusal != null) {
      throw TemplateParser.refused(name, refusal);
    }
  }
}
