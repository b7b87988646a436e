package dev.banyan.core.forward;

/** What variables stand for in one exchange. Confined to its event loop. */
@FunctionalInterface
public interface TemplateValues {
  /**
   * The value of a variable: bytes that may stand in a field's value, empty if it is unknown.
   *
   * @param variable any but {@link Variable#PATH}, which a template reads itself
   * @return not to be changed
   */
  byte[] value(Variable variable);
}
