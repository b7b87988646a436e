package dev.banyan.core.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusSetTest {
  private static List<Integer> codes(StatusSet set) {
    return IntStream.range(0, 1000).filter(set::contains).boxed().toList();
  }

  @Test
  void rangesHoldBothEnds() {
    assertEquals(List.of(404, 405, 406), codes(StatusSet.range(404, 406)));
    assertEquals(500, codes(StatusSet.range(100, 599)).size());
  }

  @Test
  void setsAreAddedAndTakenApartWithoutAChangeToEither() {
    StatusSet some = StatusSet.of(404, 500);
    StatusSet more = some.with(StatusSet.range(500, 502));

    assertEquals(List.of(404, 500, 501, 502), codes(more));
    assertEquals(List.of(404, 502), codes(more.without(500, 501, 599)));
    assertEquals(List.of(404, 500), codes(some));
  }

  @Test
  void whatCountsUnlessTheTableSaysOtherwise() {
    assertEquals(List.of(500, 502, 503, 504), codes(StatusSet.DEFAULT_FALLBACK));
    assertEquals(98, codes(StatusSet.DEFAULT_FAILURES).size());
    for (int not : new int[] {499, 501, 505, 600}) {
      assertEquals(false, StatusSet.DEFAULT_FAILURES.contains(not), () -> "" + not);
    }
  }

  @Test
  void setsOfTheSameCodesAreEqual() {
    assertEquals(StatusSet.range(500, 502), StatusSet.of(502, 501, 500));
    assertEquals(StatusSet.range(500, 502).hashCode(), StatusSet.of(502, 501, 500).hashCode());
    assertNotEquals(StatusSet.of(500), StatusSet.of(501));
    assertEquals("{404, 500}", StatusSet.of(500, 404).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 600, 1000})
  void whatIsNoStatusIsRefused(int code) {
    assertThrows(IllegalArgumentException.class, () -> StatusSet.of(code));
    assertThrows(IllegalArgumentException.class, () -> StatusSet.range(code, 599));
    assertThrows(IllegalArgumentException.class, () -> StatusSet.range(100, code));
  }
}
