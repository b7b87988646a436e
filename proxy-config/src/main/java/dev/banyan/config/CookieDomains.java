package dev.banyan.config;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HostRules;
import dev.banyan.core.http.IpAddress;
import java.util.Locale;

/** Names of hosts that a cookie may belong to, in lower case (RFC 6265 section 5.2.3). */
record CookieDomains() implements ScalarType<String> {
  /** The only one. */
  static final CookieDomains INSTANCE = new CookieDomains();

  @Override
  public String label() {
    return "host";
  }

  @Override
  public Reading<String> read(String text) {
    String name = text.startsWith(".") ? text.substring(1) : text;
    byte[] bytes = Ascii.bytes(name);
    boolean host = HostRules.hostEnd(bytes, 0, bytes.length) == bytes.length;
    if (!host || name.startsWith(".") || name.contains("..") || name.endsWith(".")) {
      return Reading.refused("the name of a host, such as shop.example", null);
    }
    if (name.startsWith("[") || IpAddress.parse(name) != null) {
      return Reading.refused("a name: browsers keep no `Domain` that is an address", null);
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return text.startsWith(".")
        ? Reading.refused("a name without the dot in front, which says nothing", lower)
        : Reading.of(lower);
  }
}
