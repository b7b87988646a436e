package dev.banyan.core.forward;

/**
 * What a table says of forwarding. Immutable.
 *
 * @param proxies the proxies in front of this one that are believed
 * @param via the name that this one goes by
 * @param dropsUrlOverrides whether fields that some applications take for the URL are left out
 */
public record ForwardingSpec(TrustedProxies proxies, Via via, boolean dropsUrlOverrides) {
  /** Nobody is believed, and the name is the product's. */
  public static final ForwardingSpec DEFAULT = new ForwardingSpec(TrustedProxies.NONE, Via.DEFAULT);

  /** Fields that some applications take for the URL are left out. */
  public ForwardingSpec(TrustedProxies proxies, Via via) {
    this(proxies, via, true);
  }
}
