package dev.banyan.core.forward;

import dev.banyan.core.http.AddressBlock;
import java.util.List;

/**
 * The networks of the proxies in front of this one, whose word is believed. Immutable.
 *
 * @param networks the networks
 */
public record TrustedProxies(List<AddressBlock> networks) {
  /** Nobody is believed. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  /** Copies the list. */
  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /** Whether {@code address}, 4 or 16 bytes in network order, is one of theirs. */
  public boolean trusts(byte[] address) {
    for (int i = 0; i < networks.size(); i++) {
      if (networks.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }
}
