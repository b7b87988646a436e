package dev.banyan.server.demo;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The two shops without a proxy and without users, for a proxy of one's own. Shared-safe. */
public final class LoneShops implements AutoCloseable {
  private static final Duration SLOW = Duration.ofMillis(500);

  private final Shops shops;

  /**
   * Starts them.
   *
   * @throws DemoException if a port is taken
   */
  public LoneShops(ShopPorts ports) throws DemoException {
    shops = new Shops(SLOW.toMillis(), ports);
  }

  /** Where they are, in lines for people. */
  public List<String> lines() {
    return List.of(
        "old shop: " + url(shops.legacy().address()),
        "new shop: " + url(shops.fresh().address()),
        "break and mend the new one: " + url(shops.control().address()));
  }

  private static String url(InetSocketAddress address) {
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void close() {
    shops.close();
  }
}
