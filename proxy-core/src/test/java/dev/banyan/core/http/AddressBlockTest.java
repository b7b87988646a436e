package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks and the addresses in them. */
class AddressBlockTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "10.0.0.0/8, ::1, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 1.2.3.4, false",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "192.0.2.7/32, 192.0.2.7, true",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "::1, ::1, true",
  })
  void containment(String block, String address, boolean contained) {
    assertEquals(contained, AddressBlock.parse(block).contains(IpAddress.parse(address)));
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0/0, true", "::/0, true", "0.0.0.0/1, false", "0.0.0.0, false"})
  void whetherABlockHoldsEveryAddress(String block, boolean everything) {
    assertEquals(everything, AddressBlock.parse(block).isEverything());
  }

  @Test
  void anUnknownAddressIsNowhere() {
    assertFalse(AddressBlock.parse("0.0.0.0/0").contains(new byte[0]));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/33, network: 10.0.0.0/33 (expected: a prefix of 0 to 32 bits)",
    "10.0.0.0/x, network: 10.0.0.0/x (expected: a prefix of 0 to 32 bits)",
    "10.0.0.0/-1, network: 10.0.0.0/-1 (expected: a prefix of 0 to 32 bits)",
    "10.0.0.0/08, network: 10.0.0.0/08 (expected: a prefix of 0 to 32 bits)",
    "::/129, network: ::/129 (expected: a prefix of 0 to 128 bits)",
    "10.0.0.1/8, network: 10.0.0.1/8 (expected: no bit set behind the prefix)",
    "office, 'network: office (expected: an address, or a network as in 10.0.0.0/8)'",
  })
  void otherTextIsRefused(String text, String message) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> AddressBlock.parse(text));

    assertEquals(message, e.getMessage());
  }

  @Test
  void blocksAreEqualByTheirAddresses() {
    assertEquals(AddressBlock.parse("192.0.2.7/32"), AddressBlock.parse("192.0.2.7"));
    assertEquals(
        AddressBlock.parse("192.0.2.7/32").hashCode(), AddressBlock.parse("192.0.2.7").hashCode());
    assertNotEquals(AddressBlock.parse("10.0.0.0/8"), AddressBlock.parse("10.0.0.0/9"));
  }
}
