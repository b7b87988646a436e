package dev.banyan.core.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may choose a side, and how. */
class SideOverrideTest {
  private static final List<AddressBlock> OFFICE =
      List.of(AddressBlock.parse("10.0.0.0/8"), AddressBlock.parse("2001:db8::/32"));
  private static final SideOverride BOTH = new SideOverride("X-Side", "side", OFFICE);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          10.1.2.3,        X-Side: new,       NEW
          10.1.2.3,        x-side: Legacy,    LEGACY
          10.1.2.3,        X-Side: other,     -
          10.1.2.3,        X-Side:,           -
          10.1.2.3,        X-Sides: new,      -
          10.1.2.3,        Cookie: side=new,  NEW
          10.1.2.3,        Cookie: Side=new,  -
          10.1.2.3,        Cookie: side=,     -
          ::ffff:10.1.2.3, X-Side: new,       NEW
          2001:db8::1,     X-Side: new,       NEW
          11.1.2.3,        X-Side: new,       -
          11.1.2.3,        Cookie: side=new,  -
          """)
  void onlyATrustedRequestChooses(String client, String field, Side side) {
    assertEquals(side, BOTH.find(Heads.get("h", "/", field), IpAddress.parse(client)));
  }

  @Test
  void theHeaderIsAskedFirst() {
    byte[] client = IpAddress.parse("10.0.0.1");

    assertEquals(
        Side.LEGACY, BOTH.find(Heads.get("h", "/", "Cookie: side=new", "X-Side: legacy"), client));
    assertEquals(Side.NEW, BOTH.find(Heads.get("h", "/", "Cookie: side=new", "X-Side: ?"), client));
  }

  @Test
  void whatIsNotNamedIsNotAsked() {
    byte[] client = IpAddress.parse("10.0.0.1");

    assertNull(
        new SideOverride(null, "side", OFFICE).find(Heads.get("h", "/", "X-Side: new"), client));
    assertNull(
        new SideOverride("X-Side", null, OFFICE)
            .find(Heads.get("h", "/", "Cookie: side=new"), client));
    assertNull(
        new SideOverride("X-Side", "side", List.of())
            .find(Heads.get("h", "/", "X-Side: new"), client));
  }

  @Test
  void anUnknownClientIsNotTrusted() {
    SideOverride everyone = new SideOverride("X-Side", null, List.of(AddressBlock.parse("::/0")));

    assertNull(everyone.find(Heads.get("h", "/", "X-Side: new"), new byte[0]));
  }
}
