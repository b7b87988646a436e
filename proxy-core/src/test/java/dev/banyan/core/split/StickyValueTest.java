package dev.banyan.core.split;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.Heads;
import dev.banyan.core.http.IpAddress;
import dev.banyan.core.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the sticky value of a request is found. */
class StickyValueTest {
  private static final byte[] CLIENT = IpAddress.parse("192.0.2.7");
  private static final RequestHead HEAD =
      Heads.get(
          "h",
          "/",
          "X-User: ",
          "x-user: alice",
          "X-User: bob",
          "X-None:",
          "Cookie: a=; b=1; c= ",
          "Cookie: a=2; B=3; d=zo\u00c3\u00ab");

  private static StickyKey key(String text) {
    if (text.equals("ip")) {
      return new StickyKey.ClientIp();
    }
    String name = text.substring(1);
    return text.startsWith("@") ? new StickyKey.Header(name) : new StickyKey.Cookie(name, false);
  }

  @ParameterizedTest
  @CsvSource({
    "@X-USER, alice",
    "@x-none, -",
    "@x-other, -",
    "=a, 2",
    "=b, 1",
    "=B, 3",
    "=c, -",
    "=A, -",
    "=d, zo\u00eb",
    "ip, 192.0.2.7",
    "'', -",
    "=c @x-none =b @X-User ip, 1",
    "@X-User =b, alice",
    "=c ip @X-User, 192.0.2.7",
  })
  void theFirstKeyThatIsPresentCounts(String keys, String value) {
    List<StickyKey> list =
        keys.isEmpty()
            ? List.of()
            : Arrays.stream(keys.split(" ", -1)).map(StickyValueTest::key).toList();

    StickyValue found = StickyValue.find(list, HEAD, CLIENT);

    assertEquals(value, found == null ? "-" : text(found));
  }

  private static String text(StickyValue value) {
    int length = value.end() - value.start();
    return new String(value.bytes(), value.start(), length, StandardCharsets.UTF_8);
  }

  @Test
  void anUnknownAddressIsNoValue() {
    assertEquals(null, StickyValue.find(List.of(new StickyKey.ClientIp()), HEAD, new byte[0]));
  }

  @Test
  void addressesOfOneNetworkShareABucket() {
    List<StickyKey> keys = List.of(new StickyKey.ClientIp());
    StickyValue one = StickyValue.find(keys, HEAD, IpAddress.parse("2001:db8:1:2::1"));
    StickyValue other = StickyValue.find(keys, HEAD, IpAddress.parse("2001:db8:1:2:3:4:5:6"));

    assertEquals(2217, one.bucket(""));
    assertEquals(2217, other.bucket(""));
  }
}
