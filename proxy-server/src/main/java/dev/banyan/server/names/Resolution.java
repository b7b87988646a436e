package dev.banyan.server.names;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * What came of one look-up. Immutable.
 *
 * @param result how it went
 * @param why there are no addresses, in words that follow the name; empty if it went well
 * @param addresses what was found, in an order that does not change; none unless it went well
 * @param ttlSeconds how long that is true
 * @param unanswered the kinds of address for which no server had an answer, so that none of them
 *     are among the addresses
 */
record Resolution(
    Result result,
    String why,
    List<InetAddress> addresses,
    long ttlSeconds,
    Set<AddressFamily> unanswered) {
  /** How a look-up went. */
  enum Result {
    /** The name stands for an address. */
    OK,
    /** There is no such name, or it has no address. */
    UNKNOWN,
    /** No name server has answered, or none could. */
    FAILED
  }

  Resolution {
    addresses = List.copyOf(addresses);
    unanswered = Set.copyOf(unanswered);
  }

  /**
   * What was found.
   *
   * @param found addresses, at least one; where none of them can be used the name has none
   */
  static Resolution found(List<InetAddress> found, long ttlSeconds, Set<AddressFamily> unanswered) {
    List<InetAddress> usable = UsableAddresses.of(found);
    if (usable.isEmpty()) {
      String no = found.get(0).getHostAddress() + ", which is no address of a server";
      return new Resolution(Result.UNKNOWN, "it stands for " + no, List.of(), 0, Set.of());
    }
    return new Resolution(Result.OK, "", Resolver.sorted(usable), ttlSeconds, unanswered);
  }

  /** There is no such name, or it has no address. */
  static Resolution unknown() {
    String why = "the name servers know no address of it";
    return new Resolution(Result.UNKNOWN, why, List.of(), 0, Set.of());
  }

  /** Nobody could be asked, or has answered. */
  static Resolution failed() {
    String why = "no name server has an answer";
    return new Resolution(Result.FAILED, why, List.of(), 0, Set.of());
  }
}
