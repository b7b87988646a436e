package dev.banyan.server.backend;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The addresses that an endpoint's name stands for, and which of them could not be reached a moment
 * ago. Those come last for a while; then one connection tries again, and the others wait for what
 * comes of it. Shared by all event loops.
 */
final class AddressSet {
  /** None are known. */
  static final AddressSet NONE = new AddressSet(new InetSocketAddress[0]);

  /** How long an address that could not be reached comes last. */
  static final long REST_NANOS = 10_000_000_000L;

  private static final long WELL = 0;

  private final InetSocketAddress[] addresses;

  /** When an address may be tried again, never {@link #WELL}; or that it is well. */
  private final AtomicLongArray restsUntil;

  private AddressSet(InetSocketAddress[] addresses) {
    this.addresses = addresses;
    this.restsUntil = new AtomicLongArray(addresses.length);
  }

  /** These addresses, with what is known of those that this set has too. */
  AddressSet replacedBy(List<InetAddress> next, int port) {
    InetSocketAddress[] made = new InetSocketAddress[next.size()];
    Arrays.setAll(made, i -> new InetSocketAddress(next.get(i), port));
    AddressSet set = new AddressSet(made);
    for (int i = 0; i < made.length; i++) {
      int before = indexOf(made[i]);
      if (before >= 0) {
        set.restsUntil.set(i, restsUntil.get(before));
      }
    }
    return set;
  }

  int size() {
    return addresses.length;
  }

  boolean contains(InetSocketAddress address) {
    return indexOf(address) >= 0;
  }

  private int indexOf(InetSocketAddress address) {
    for (int i = 0; i < addresses.length; i++) {
      if (addresses[i].equals(address)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The addresses that one connection tries in turn.
   *
   * @param most how many, at most
   * @param draw random bits, by which the first is chosen
   */
  InetSocketAddress[] route(int most, long draw, long now) {
    int count = addresses.length;
    if (count <= 1) {
      return addresses;
    }
    int first = (int) Long.remainderUnsigned(draw, count);
    List<InetSocketAddress> route = new ArrayList<>(most);
    int rested = takeRested(first, now);
    if (rested >= 0) {
      route.add(addresses[rested]);
    }
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < count && route.size() < most; i++) {
        int candidate = (first + i) % count;
        boolean well = restsUntil.get(candidate) == WELL;
        if (candidate != rested && well == (pass == 0)) {
          route.add(addresses[candidate]);
        }
      }
    }
    return route.toArray(new InetSocketAddress[0]);
  }

  /**
   * An address that has rested, which this connection tries for all others; -1 if there is none.
   */
  private int takeRested(int first, long now) {
    for (int i = 0; i < addresses.length; i++) {
      int candidate = (first + i) % addresses.length;
      long until = restsUntil.get(candidate);
      if (until != WELL
          && until - now <= 0
          && restsUntil.compareAndSet(candidate, until, afterRest(now))) {
        return candidate;
      }
    }
    return -1;
  }

  private static long afterRest(long now) {
    long until = now + REST_NANOS;
    return until == WELL ? 1 : until;
  }

  /** A connection to an address could not be opened. */
  void failed(InetSocketAddress address, long now) {
    int index = indexOf(address);
    if (index >= 0) {
      restsUntil.set(index, afterRest(now));
    }
  }

  /** A connection to an address was opened. */
  void opened(InetSocketAddress address) {
    int index = indexOf(address);
    if (index >= 0 && restsUntil.get(index) != WELL) {
      restsUntil.set(index, WELL);
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(addresses);
  }
}
