package dev.banyan.config;

import dev.banyan.config.document.Located;
import dev.banyan.config.document.TableDocument;
import dev.banyan.core.http.AddressBlock;

/** Warns where more is trusted than can be meant. Stateless. */
final class TrustRules {
  private TrustRules() {}

  static void check(TableDocument table, Problems problems) {
    for (Located<String> network : table.trustedProxies()) {
      if (AddressBlock.parse(network.value()).isEverything()) {
        problems.warning(
            network.span(),
            "trusted-proxies: " + network.value() + ": whoever connects may claim any address",
            "name the proxies in front of this one, and no client");
      }
    }
  }
}
