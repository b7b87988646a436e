package dev.banyan.config;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HostRules;

/** Names and literal addresses of hosts to listen at, an IPv6 address with or without brackets. */
record Hosts() implements ScalarType<String> {
  /** The only one. */
  static final Hosts INSTANCE = new Hosts();

  @Override
  public String label() {
    return "host";
  }

  @Override
  public Reading<String> read(String text) {
    String host = withoutBrackets(text);
    String inBrackets = host.indexOf(':') < 0 ? host : "[" + host + "]";
    byte[] bytes = Ascii.bytes(inBrackets);
    return HostRules.hostEnd(bytes, 0, bytes.length) == bytes.length
        ? Reading.of(host)
        : Reading.refused("a host name or a literal address, without scheme and port", null);
  }

  /** {@code ::1} for {@code [::1]}, other hosts as they are. */
  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
