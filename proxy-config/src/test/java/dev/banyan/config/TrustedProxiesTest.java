package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.AddressBlock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code trusted-proxies} reaches what is served, and is swapped with it. */
class TrustedProxiesTest {
  @Test
  void nobodyIsTrustedUnlessTheTableSaysSo() {
    assertEquals(List.of(), trusted(""));
  }

  @Test
  void networksAndAddressesAreTrustedInTheOrderOfTheTable() {
    assertEquals(
        List.of(
            AddressBlock.parse("10.0.0.0/8"),
            AddressBlock.parse("192.168.1.7/32"),
            AddressBlock.parse("fd00::/8")),
        trusted("trusted-proxies: [10.0.0.0/8, 192.168.1.7, fd00::/8]"));
  }

  @Test
  void oneScalarIsAListOfOne() {
    assertEquals(List.of(AddressBlock.parse("::1")), trusted("trusted-proxies: \"::1\""));
  }

  private static List<AddressBlock> trusted(String line) {
    String table = "listen: 8080\nbackends: { old: http://127.0.0.1:9001 }\nlegacy: old\n" + line;
    LoadResult result = ConfigLoader.load("routes.yaml", table);
    assertEquals(List.of(), result.problems());
    return Objects.requireNonNull(result.table()).routing().forwarding().proxies().networks();
  }
}
