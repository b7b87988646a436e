package dev.banyan.core.split;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client's address as a sticky value. */
class ClientNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "c0000207, 192.0.2.7",
    "ffffffff, 255.255.255.255",
    "00000000000000000000ffffc0000207, 192.0.2.7",
    "20010db8000100020000000000000001, 2001:db8:1:2::/64",
    "20010db800010002ffffffffffffffff, 2001:db8:1:2::/64",
    "20010db8000000000000000000000001, 2001:db8::/64",
    "fe80000000000000abcdefabcdefabcd, fe80::/64",
    "00000000000000010000000000000000, 0:0:0:1::/64",
    "00000000000000000000000000000001, ::/64",
    "20010db8000000020000000000000000, 2001:db8:0:2::/64",
  })
  void theNetworkIsWrittenOut(String address, String text) {
    assertEquals(text, ClientNetwork.text(HexFormat.of().parseHex(address)));
  }

  @Test
  void theTextIsTheAddressWithoutItsHostBits() throws UnknownHostException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] address = new byte[16];
      random.nextBytes(address);
      Arrays.fill(address, random.nextInt(9), 8, (byte) 0);
      String text = ClientNetwork.text(address);
      byte[] network = IpAddress.parse(text.replace("/64", ""));
      Arrays.fill(address, 8, 16, (byte) 0);
      assertEquals(
          InetAddress.getByAddress(address),
          InetAddress.getByAddress(network),
          () -> "seed " + seed + ": " + text);
    }
  }
}
