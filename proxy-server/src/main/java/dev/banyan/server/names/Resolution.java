package dev.banyan.server.names;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * What came of one look-up. Immutable.
 *
 * @param result how it went
 * @param addresses what was found, in an order that does not change; none unless it went well
 * @param ttlSeconds how long that is true
 * @param unanswered the kinds of address for which no server had an answer, so that none of them
 *     are among the addresses
 */
record Resolution(
    Result result, List<InetAddress> addresses, long ttlSeconds, Set<AddressFamily> unanswered) {
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

  static Resolution of(Result result) {
    return new Resolution(result, List.of(), 0, Set.of());
  }
}
