package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as text and as bytes. */
class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 00000000",
    "192.0.2.255, c00002ff",
    "::, 00000000000000000000000000000000",
    "::1, 00000000000000000000000000000001",
    "1::, 00010000000000000000000000000000",
    "2001:DB8::7:0:a, 20010db8000000000000000700000" + "00a",
    "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
    "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
    "::ffff:192.0.2.1, c0000201",
    "::ffff:c000:201, c0000201",
    "64:ff9b::192.0.2.1, 0064ff9b0000000000000000c0000201",
  })
  void textIsParsed(String text, String hex) {
    assertEquals(hex, HexFormat.of().formatHex(IpAddress.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.04",
        "1.2.3.-4",
        "1.2.3.4 ",
        "a.b.c.d",
        "1.2.3.\u0664",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4::5:6:7:8",
        "12345::",
        "g::",
        ":1::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3",
        "::1.2.3.4:5",
        "::1%eth0",
        "[::1]",
        "localhost"
      })
  void otherTextIsNoAddress(String text) {
    assertNull(IpAddress.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.255, 192.0.2.255",
    "::, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "fe80::0a00, fe80::a00",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "::ffff:192.0.2.1, 192.0.2.1"
  })
  void textHasTheOneRecommendedForm(String written, String text) {
    assertEquals(text, IpAddress.text(IpAddress.parse(written)));
  }

  @Test
  void parsingUndoesFormatting() throws UnknownHostException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] address = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(address);
      for (int at = 0; at < address.length && random.nextBoolean(); at++) {
        address[at] = 0;
      }
      String text = InetAddress.getByAddress(address).getHostAddress();
      assertArrayEquals(address, IpAddress.parse(text), () -> "seed " + seed + ": " + text);
      String ours = IpAddress.text(address);
      assertArrayEquals(address, IpAddress.parse(ours), () -> "seed " + seed + ": " + ours);
    }
  }
}
