package dev.banyan.core.http;

/** How a URL is spoken to: over a plain connection, or over TLS. */
public enum Scheme {
  /** HTTP over TCP. */
  HTTP("http", 80),
  /** HTTP over TLS. */
  HTTPS("https", 443);

  private final String text;
  private final int port;

  Scheme(String text, int port) {
    this.text = text;
    this.port = port;
  }

  /** The port of a URL that names none. */
  public int port() {
    return port;
  }

  /** Whether TLS is spoken. */
  public boolean secure() {
    return this == HTTPS;
  }

  /** As a URL begins, without the colon. */
  @Override
  public String toString() {
    return text;
  }
}
