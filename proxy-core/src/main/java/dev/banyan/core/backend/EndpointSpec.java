package dev.banyan.core.backend;

import dev.banyan.core.http.Scheme;

/**
 * One address of a backend, from its URL. Immutable.
 *
 * @param scheme whether TLS is spoken there
 * @param host a name or a literal address, without brackets
 * @param port 1 to 65535
 */
public record EndpointSpec(Scheme scheme, String host, int port) {
  /** An endpoint without TLS. */
  public EndpointSpec(String host, int port) {
    this(Scheme.HTTP, host, port);
  }

  /** The address as a URL shows it: {@code host:port}, an IPv6 literal in brackets. */
  public String authority() {
    return urlHost() + ":" + port;
  }

  /** The value of a Host field: {@link #authority()}, but the scheme's own port is left out. */
  public String hostField() {
    return port == scheme.port() ? urlHost() : authority();
  }

  private String urlHost() {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  @Override
  public String toString() {
    return authority();
  }
}
