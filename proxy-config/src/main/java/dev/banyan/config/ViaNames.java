package dev.banyan.config;

/** Names in the Via field (RFC 9110 section 7.6.3): a token of up to 64 characters, or off. */
record ViaNames() implements ScalarType<String> {
  /** The only one. */
  static final ViaNames INSTANCE = new ViaNames();

  /** The field is passed on as it is. */
  static final String OFF = "off";

  private static final int LONGEST = 64;

  @Override
  public String label() {
    return "name or `off`";
  }

  @Override
  public Reading<String> read(String text) {
    boolean sound = !text.isEmpty() && text.length() <= LONGEST && Tokens.isToken(text);
    return sound
        ? Reading.of(text)
        : Reading.refused("off, or a name of letters and digits such as edge-1", null);
  }
}
