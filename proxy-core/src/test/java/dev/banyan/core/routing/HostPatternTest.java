package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.routing.HostPattern.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of host patterns. */
class HostPatternTest {

  @ParameterizedTest
  @CsvSource({
    "shop.example, EXACT, shop.example, shop.example",
    "SHOP.Example., EXACT, shop.example, shop.example",
    "10.0.0.1, EXACT, 10.0.0.1, 10.0.0.1",
    "[2001:DB8::1], EXACT, [2001:db8::1], [2001:db8::1]",
    "[2001:0db8:0:0::0001], EXACT, [2001:db8::1], [2001:db8::1]",
    "[::FFFF:10.0.0.1], EXACT, [::ffff:10.0.0.1], [::ffff:10.0.0.1]",
    "*.example, WILDCARD, .example, *.example",
    "*.Shop.example., WILDCARD, .shop.example, *.shop.example",
    "*, ANY, '', *",
  })
  void aPatternIsRead(String text, Kind kind, String name, String shown) {
    HostPattern pattern = HostPattern.parse(text);

    assertEquals(new HostPattern(kind, name), pattern);
    assertEquals(shown, pattern.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "*.",
        "*.*",
        "a*.example",
        "a.*.example",
        "*example",
        "**.example",
        "a..example",
        ".example",
        "*..example",
        "a.example:80",
        "http://a.example",
        "a.example/b",
        "a b",
        "u@a",
        "*.[::1]",
        "::1",
        "2001:db8::1",
        "[::1",
        "[::1]x",
        "[::1::2]",
        "[10.0.0.1]",
        "caf\u00e9.example",
        "\u4e2d.example"
      })
  void otherTextIsRefused(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> HostPattern.parse(text));

    assertTrue(e.getMessage().startsWith("host: " + text + " (expected: "), e.getMessage());
  }
}
