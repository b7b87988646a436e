package dev.banyan.core.forward;

/** TCP ports in decimal digits. Stateless. */
final class PortNumber {
  private static final int MOST = 65_535;
  private static final int MOST_DIGITS = 5;

  private PortNumber() {}

  /** The port that {@code text} spells; 0 if it spells none. */
  static int read(String text) {
    if (text.length() > MOST_DIGITS) {
      return 0;
    }
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      port = port * 10 + c - '0';
    }
    return port <= MOST ? port : 0;
  }
}
