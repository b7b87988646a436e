package dev.banyan.server.backend;

import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.http.Ascii;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint with its connections and the addresses that its name stands for now. It belongs to
 * (backend, URL) and outlives the tables that have both. Shared by all event loops.
 */
public final class LiveEndpoint {
  private final EndpointSpec spec;
  private final String name;
  private final byte[] authority;
  private final EndpointPool[] pools;
  private volatile InetSocketAddress[] addresses = {};

  /** An endpoint whose name was not looked up. */
  LiveEndpoint(EndpointSpec spec, BackendPools backend) {
    this.spec = spec;
    this.name = spec.authority();
    this.authority = Ascii.bytes(name);
    this.pools = new EndpointPool[backend.loopCount()];
    for (int loop = 0; loop < pools.length; loop++) {
      pools[loop] = new EndpointPool(this, backend.on(loop));
    }
  }

  EndpointSpec spec() {
    return spec;
  }

  /** The connections of a loop, by the loop's number. */
  EndpointPool on(int loop) {
    return pools[loop];
  }

  /** Keeps no connection from now on. */
  void retire() {
    for (EndpointPool pool : pools) {
      pool.retire();
    }
  }

  /** The endpoint as {@code host:port}. */
  public String name() {
    return name;
  }

  /** {@link #name()} as bytes; not to be changed. */
  byte[] authority() {
    return authority;
  }

  /** One of the addresses; null while none is known. */
  @Nullable InetSocketAddress address() {
    InetSocketAddress[] known = addresses;
    return switch (known.length) {
      case 0 -> null;
      case 1 -> known[0];
      default -> known[ThreadLocalRandom.current().nextInt(known.length)];
    };
  }

  /**
   * Looks the name up; blocks, so never on an event loop. A look-up that fails keeps the addresses
   * that are known.
   *
   * @return whether an address is known
   */
  boolean resolve() {
    try {
      InetAddress[] found = InetAddress.getAllByName(spec.host());
      InetSocketAddress[] next = new InetSocketAddress[found.length];
      for (int i = 0; i < found.length; i++) {
        next[i] = new InetSocketAddress(found[i], spec.port());
      }
      addresses = next;
    } catch (UnknownHostException e) {
      return addresses.length > 0;
    }
    return true;
  }
}
