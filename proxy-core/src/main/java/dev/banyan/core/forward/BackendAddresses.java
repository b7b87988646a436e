package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The addresses under which the table knows the backends of a route, and which are no business of a
 * client. Immutable.
 */
public final class BackendAddresses {
  /** No address. */
  public static final BackendAddresses NONE = new Builder().build();

  private final List<Address> addresses;

  private BackendAddresses(List<Address> addresses) {
    this.addresses = List.copyOf(addresses);
  }

  /** A host in lower case, its bytes if it is an IPv6 literal, and a port. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Address(byte[] host, byte @Nullable [] literal, int port) {}

  /** Starts with no address. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Whether one of them is the host {@code bytes[start, end)} with {@code port}. Case does not
   * count, nor how an IPv6 literal is spelt, nor the dot at the end of a name.
   */
  boolean contains(byte[] bytes, int start, int end, int port) {
    if (bytes[start] == '[') {
      byte[] literal = IpAddress.parse(Ascii.string(bytes, start + 1, end - 1));
      return literal != null
          && addresses.stream()
              .anyMatch(known -> known.port == port && Arrays.equals(known.literal, literal));
    }
    int nameEnd = end - start > 1 && bytes[end - 1] == '.' ? end - 1 : end;
    for (int i = 0; i < addresses.size(); i++) {
      Address known = addresses.get(i);
      if (known.port == port && Ascii.equalsLower(known.host, bytes, start, nameEnd)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a cookie of {@code domain} could be set by one of the hosts (RFC 6265 5.1.3). */
  boolean within(byte[] bytes, int start, int end) {
    for (int i = 0; i < addresses.size(); i++) {
      byte[] host = addresses.get(i).host;
      if (CookieDomain.matches(host, 0, host.length, bytes, start, end)) {
        return true;
      }
    }
    return false;
  }

  /** Gathers addresses. Confined to one thread. */
  public static final class Builder {
    private final List<Address> addresses = new ArrayList<>();

    private Builder() {}

    /**
     * Adds an address.
     *
     * @param host a name or a literal address, without brackets
     */
    public Builder add(String host, int port) {
      String lower = host.toLowerCase(Locale.ROOT);
      String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
      byte[] literal = name.indexOf(':') < 0 ? null : IpAddress.parse(name);
      addresses.add(new Address(Ascii.bytes(name), literal, port));
      return this;
    }

    /** The addresses gathered so far. */
    public BackendAddresses build() {
      return new BackendAddresses(addresses);
    }
  }
}
