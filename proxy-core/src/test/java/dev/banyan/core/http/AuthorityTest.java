package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorityTest {
  @ParameterizedTest
  @CsvSource({
    "x, x",
    "x:80, x",
    "x, x:80",
    "x:, x",
    "x:, x:80",
    "x:080, x:80",
    "X.Example, x.eXAMPLE:80",
    "x.example., x.example",
    "x.example.:80, x.example",
    "[::1], [::1]:80",
    "[::1], [0:0:0:0:0:0:0:1]",
    "[2001:DB8::a]:8080, [2001:db8:0::A]:8080",
    "10.0.0.1:80, 10.0.0.1",
  })
  void areTheSame(String one, String other) {
    assertTrue(Authority.read(one).isSameAs(Authority.read(other), 80));
    assertTrue(Authority.read(other).isSameAs(Authority.read(one), 80));
  }

  @ParameterizedTest
  @CsvSource({
    "x, y",
    "x:81, x",
    "x:443, x",
    "x:0, x",
    "x:8080, x:80",
    "x.example, x",
    "x.example, x.example.y",
    "[::1], [::2]",
    "[::1], 0.0.0.1",
    "[::1]:81, [::1]",
    "10.0.0.1, 10.0.0.01",
  })
  void differ(String one, String other) {
    assertFalse(Authority.read(one).isSameAs(Authority.read(other), 80));
    assertFalse(Authority.read(other).isSameAs(Authority.read(one), 80));
  }

  @Test
  void noneIsTheSameAsNone() {
    assertTrue(Authority.read("a b").isEmpty());
    assertFalse(Authority.NONE.isSameAs(Authority.NONE, 80));
    assertFalse(Authority.read("x").isSameAs(Authority.NONE, 80));
  }

  @Test
  void aPortThatIsNotNamedIsTheStandardOne() {
    assertEquals(443, Authority.read("x").port(443));
    assertEquals(443, Authority.read("x:").port(443));
    assertEquals(8443, Authority.read("x:8443").port(443));
  }
}
