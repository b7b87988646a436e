package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.banyan.core.http.Heads;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What exchanges go by. */
class RequestIdTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0af7651916cd43dd8448eb211c80319c", "Root=1-67891233-abc:def/0+0=", "A_b.c"})
  void aPlainIdIsTakenOver(String id) {
    assertEquals(id, String.valueOf(RequestId.carried(Heads.get("a", "/", "x-request-id: " + id))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "a<b", "a,b", "a;b", "a\\b", "{a}", "\u00e9", "a%0d"})
  void anIdThatSomebodyWouldHaveToQuoteIsNot(String id) {
    assertNull(RequestId.carried(Heads.get("a", "/", "X-Request-ID: " + id)));
  }

  @Test
  void neitherTwoIdsNorALongOneNorNone() {
    assertNull(RequestId.carried(Heads.get("a", "/", "X-Request-ID: a", "X-Request-ID: a")));
    assertNull(RequestId.carried(Heads.get("a", "/", "X-Request-ID: " + "a".repeat(129))));
    assertNull(RequestId.carried(Heads.get("a", "/")));
    assertEquals(
        128,
        String.valueOf(RequestId.carried(Heads.get("a", "/", "X-Request-ID: " + "a".repeat(128))))
            .length());
  }

  @Test
  void aMintedIdHasAllBitsOfBothNumbers() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      long high = random.nextLong();
      long low = random.nextLong();
      assertEquals(String.format("%016x%016x", high, low), RequestId.minted(high, low).toString());
    }
  }
}
