package dev.banyan.server.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which addresses of a name one connection tries, and in which order. */
class AddressSetTest {
  private static final long NOW = -5;

  private static AddressSet of(int... last) {
    return AddressSet.NONE.replacedBy(addresses(last), 80);
  }

  private static List<InetAddress> addresses(int... last) {
    return IntStream.of(last).mapToObj(AddressSetTest::address).toList();
  }

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static InetSocketAddress at(int last) {
    return new InetSocketAddress(address(last), 80);
  }

  private static List<Integer> route(AddressSet set, long draw, long now) {
    return Arrays.stream(set.route(3, draw, now))
        .map(each -> (int) each.getAddress().getAddress()[3])
        .toList();
  }

  @Test
  void allAddressesBeginEquallyOftenAndThreeAreTried() {
    AddressSet set = of(1, 2, 3, 4, 5);
    Map<Integer, Integer> first = new HashMap<>();
    for (int draw = 0; draw < 500; draw++) {
      List<Integer> route = route(set, draw, NOW);
      assertEquals(3, route.stream().distinct().count());
      first.merge(route.get(0), 1, Integer::sum);
    }
    assertEquals(Map.of(1, 100, 2, 100, 3, 100, 4, 100, 5, 100), first);
  }

  @Test
  void oneAddressIsTriedHoweverOftenItFailed() {
    AddressSet set = of(1);
    set.failed(at(1), NOW);
    assertEquals(List.of(1), route(set, 7, NOW));
  }

  @Test
  void anAddressThatFailedComesLast() {
    AddressSet set = of(1, 2, 3);
    set.failed(at(2), NOW);
    for (int draw = 0; draw < 9; draw++) {
      assertEquals(2, route(set, draw, NOW + 1).get(2));
    }
    set.failed(at(1), NOW);
    set.failed(at(3), NOW);
    assertEquals(List.of(3, 1, 2), route(set, 2, NOW + 1));
  }

  @Test
  void onceItHasRestedOneConnectionTriesItForAllOthers() {
    AddressSet set = of(1, 2, 3);
    set.failed(at(2), NOW);
    long rested = NOW + AddressSet.REST_NANOS;
    assertEquals(List.of(1, 3, 2), route(set, 0, rested - 1));
    assertEquals(List.of(2, 1, 3), route(set, 0, rested));
    assertEquals(List.of(1, 3, 2), route(set, 0, rested + 1));
    set.opened(at(2));
    assertEquals(List.of(1, 2, 3), route(set, 0, rested + 2));
  }

  @Test
  void whatIsKnownOfAnAddressOutlivesAChangeOfTheOthers() {
    AddressSet set = of(1, 2);
    set.failed(at(1), NOW);
    AddressSet next = set.replacedBy(addresses(1, 3), 80);
    assertEquals(List.of(3, 1), route(next, 0, NOW + 1));
    assertTrue(next.contains(at(3)));
    assertFalse(next.contains(at(2)));
  }
}
