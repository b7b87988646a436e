package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HostRules;
import dev.banyan.core.http.IpAddress;
import java.util.Locale;

/**
 * Which hosts a route takes: one by name, every name below a domain, or any. Case and a final dot
 * do not count, nor does the port. Immutable.
 *
 * @param kind how {@code name} is compared
 * @param name in lower case: the host for {@link Kind#EXACT}, the domain with a leading dot for
 *     {@link Kind#WILDCARD}, empty for {@link Kind#ANY}
 */
public record HostPattern(Kind kind, String name) {
  /** How hosts are compared; the first is the most specific. */
  public enum Kind {
    /** One host. */
    EXACT,
    /** Every host with one label or more in front of a domain. */
    WILDCARD,
    /** Every host, and requests that name none. */
    ANY
  }

  /** Takes every host. */
  public static final HostPattern ANY = new HostPattern(Kind.ANY, "");

  private static final String WILDCARD = "*.";
  private static final int V6_BYTES = 16;

  /**
   * Reads {@code shop.example}, {@code *.example} or {@code *}.
   *
   * @throws IllegalArgumentException if {@code text} is none of these
   */
  public static HostPattern parse(String text) {
    if (text.equals("*")) {
      return ANY;
    }
    byte[] address = IpAddress.parse(text);
    if (address != null && text.indexOf(':') >= 0) {
      throw refused(text, "brackets around an IPv6 address: [" + text + "]");
    }
    boolean wildcard = text.startsWith(WILDCARD);
    String host = withoutFinalDot(wildcard ? text.substring(WILDCARD.length()) : text);
    byte[] bytes = Ascii.bytes(host);
    if (host.indexOf('*') >= 0) {
      throw refused(text, "* stands alone or is the first label, as in *.example");
    }
    if (HostRules.hostEnd(bytes, 0, bytes.length) != bytes.length) {
      throw refused(text, "a host name or a literal address, without scheme, port or path");
    }
    if (host.startsWith(".") || host.contains("..") || (wildcard && host.startsWith("["))) {
      throw refused(text, "a name of labels with one dot between them");
    }
    String lower = host.startsWith("[") ? literal(text, host) : host.toLowerCase(Locale.ROOT);
    return wildcard
        ? new HostPattern(Kind.WILDCARD, "." + lower)
        : new HostPattern(Kind.EXACT, lower);
  }

  /** An IPv6 address as browsers send it (RFC 5952), however the table spells it. */
  private static String literal(String text, String host) {
    byte[] address = IpAddress.parse(host.substring(1, host.length() - 1));
    if (address == null || host.indexOf(':') < 0) {
      throw refused(text, "an IPv6 address between brackets");
    }
    return address.length == V6_BYTES
        ? "[" + IpAddress.text(address) + "]"
        : host.toLowerCase(Locale.ROOT);
  }

  private static String withoutFinalDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static IllegalArgumentException refused(String text, String expected) {
    return new IllegalArgumentException("host: " + text + " (expected: " + expected + ")");
  }

  /** The pattern as a table writes it. */
  @Override
  public String toString() {
    return kind == Kind.EXACT ? name : "*" + name;
  }
}
