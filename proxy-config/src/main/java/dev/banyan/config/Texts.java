package dev.banyan.config;

/**
 * Any text but an empty one.
 *
 * @param label what the key reference calls it
 * @param longest in {@code char}s
 */
record Texts(String label, int longest) implements ScalarType<String> {
  @Override
  public Reading<String> read(String text) {
    return !text.isEmpty() && text.length() <= longest
        ? Reading.of(text)
        : Reading.refused("1 to " + longest + " characters", null);
  }
}
