package dev.banyan.config;

/**
 * An address to accept connections at. Immutable.
 *
 * @param host a name or a literal address, without brackets; empty for all addresses
 * @param port 1 to 65535; 0 for any free one
 */
public record ListenSpec(String host, int port) {
  /** The address as the table writes it: {@code host:port}, or {@code *:port} for all addresses. */
  @Override
  public String toString() {
    String shown = host.isEmpty() ? "*" : host.indexOf(':') < 0 ? host : "[" + host + "]";
    return shown + ":" + port;
  }
}
