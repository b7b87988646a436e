package dev.banyan.core.backend;

/**
 * One address of a backend, from its URL. Immutable.
 *
 * @param host a name or a literal address, without brackets
 * @param port 1 to 65535
 */
public record EndpointSpec(String host, int port) {
  /** The address as a URL shows it: {@code host:port}, an IPv6 literal in brackets. */
  public String authority() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }

  @Override
  public String toString() {
    return authority();
  }
}
