package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The word that was meant by a misspelt one. */
class SuggestionsTest {
  private static final List<String> ROUTE_KEYS = RouteKeys.ALL.names();

  @ParameterizedTest
  @CsvSource({
    "shaer, share",
    "shar, share",
    "shares, share",
    "Share, share",
    "max_in_flight, max-in-flight",
    "maxInFlight, max-in-flight",
    "tiemout, timeout",
    "braeker, breaker",
    "fall-back, fallback",
    "nmae, name",
    "knew, new",
    "kil, kill",
    "legcay, legacy"
  })
  void misspeltKeysOfARoute(String written, String meant) {
    assertEquals(meant, Suggestions.nearest(written, ROUTE_KEYS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "weight", "upstream", "percent", "retries", "a-very-long-key"})
  void othersAreNotGuessed(String written) {
    assertNull(Suggestions.nearest(written, ROUTE_KEYS));
  }

  @Test
  void everyLongerKeyOfTheLanguageIsFoundWithOneLetterLeftOut() {
    for (KeyTable table : Language.TABLES) {
      for (String name : table.names()) {
        String shorter =
            name.substring(0, name.length() / 2) + name.substring(name.length() / 2 + 1);
        boolean plural = table.names().contains(name.substring(0, name.length() - 1));
        if (name.length() > 4 && !plural) {
          assertEquals(name, Suggestions.nearest(shorter, table.names()), table.place());
        }
      }
    }
  }

  @Test
  void ofTwoEquallyNearTheOneWithTheSameBeginning() {
    assertEquals("off", Suggestions.nearest("of", List.of("on", "off")));
    assertEquals("on", Suggestions.nearest("o", List.of("on", "off")));
  }
}
