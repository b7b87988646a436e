package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.Heads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that go in circles, and requests that may go no further. */
class HopsTest {
  @Test
  void aRequestThatCameThroughHereTooOftenIsALoop() {
    String passes = "1.1 banyan, 1.1 other (banyan), ".repeat(8) + "1.1 other";

    assertFalse(Via.DEFAULT.loops(Heads.get("a", "/", "Via: " + passes)));
    assertTrue(
        Via.DEFAULT.loops(Heads.get("a", "/", "Via: " + passes, "Via: HTTP/1.0\tbanyan (x)")));
    assertFalse(new Via("edge").loops(Heads.get("a", "/", "Via: " + passes, "Via: 1.1 banyan")));
    assertFalse(Via.OFF.loops(Heads.get("a", "/", "Via: " + passes, "Via: 1.1 banyan")));
    assertFalse(Via.DEFAULT.loops(Heads.get("a", "/", "Via: ,, banyan,1.1,")));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "007, 7", "999999999, 999999999"})
  void theBoundOfHopsIsRead(String written, int bound) {
    assertEquals(bound, MaxForwards.of(Heads.of("OPTIONS", "a", "/", "Max-Forwards: " + written)));
    assertEquals(bound, MaxForwards.of(Heads.of("TRACE", "a", "/", "max-forwards: " + written)));
    assertEquals(MaxForwards.NONE, MaxForwards.of(Heads.get("a", "/", "Max-Forwards: " + written)));
  }

  @ParameterizedTest
  @CsvSource({"''", "-1", "+1", "1.0", "one", "1000000000"})
  void aBoundThatIsNoneIsRefused(String written) {
    assertEquals(
        MaxForwards.INVALID,
        MaxForwards.of(Heads.of("OPTIONS", "a", "/", "Max-Forwards: " + written)));
  }

  @Test
  void twoBoundsAreRefused() {
    assertEquals(
        MaxForwards.INVALID,
        MaxForwards.of(Heads.of("OPTIONS", "a", "/", "Max-Forwards: 1", "Max-Forwards: 1")));
    assertEquals(MaxForwards.NONE, MaxForwards.of(Heads.of("OPTIONS", "a", "/")));
  }
}
