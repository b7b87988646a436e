package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts with an optional port are well-formed. */
class HostRulesTest {
  private static int hostEnd(String text) {
    byte[] bytes = Ascii.bytes(">>" + text + "<<");
    int end = HostRules.hostEnd(bytes, 2, bytes.length - 2);
    return end < 0 ? end : end - 2;
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "a.example, a.example",
    "a.example., a.example.",
    "A-1_b~.EXAMPLE:80, A-1_b~.EXAMPLE",
    "10.0.0.1:65535, 10.0.0.1",
    "a:, a",
    "a:0, a",
    "[::1], [::1]",
    "[2001:db8::1.2.3.4]:8080, [2001:db8::1.2.3.4]",
  })
  void theHostEndsBeforeThePort(String text, String host) {
    assertEquals(host.length(), hostEnd(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a:65536",
        "a:123456",
        "a:8o",
        "a:80:80",
        "a b",
        "a/b",
        "u@a",
        "a,b",
        "a?b",
        "a%41",
        "a\\b",
        "a\tb",
        "\u00e4",
        "[::1",
        "[]",
        "[:]",
        "[::g]",
        "[::1]x",
        "[::1]80",
        "::1",
        "[::1%25eth0]",
        "a[::1]",
        "[1.2.3.4]",
        "[::::]",
        "[1:2:3:4:5:6:7:8:9]",
        "[v1.a]",
        "[::1]:65536",
        "[[::1]]",
        "[::1]]"
      })
  void otherTextIsNoHost(String text) {
    assertEquals(-1, hostEnd(text));
  }

  @Test
  void aHostIsBounded() {
    assertEquals(255, hostEnd("a".repeat(255)));
    assertEquals(-1, hostEnd("a".repeat(256)));
  }
}
