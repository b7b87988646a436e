package dev.banyan.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which endpoint an attempt takes. Bit i of a mask stands for endpoint i. */
class EndpointPickerTest {
  private static final int DRAWS = 2_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  /** Endpoints of which those in a mask are well. */
  private record Group(long healthy, IntUnaryOperator loads, IntUnaryOperator warmths)
      implements EndpointPicker.Candidates {
    static Group with(IntUnaryOperator loads) {
      return new Group(-1, loads, each -> Standing.FULL);
    }

    static Group warm(IntUnaryOperator warmths) {
      return new Group(-1, each -> 0, warmths);
    }

    @Override
    public boolean well(int endpoint) {
      return (healthy >> endpoint & 1) == 1;
    }

    @Override
    public int load(int endpoint) {
      return loads.applyAsInt(endpoint);
    }

    @Override
    public int warmth(int endpoint) {
      return warmths.applyAsInt(endpoint);
    }
  }

  /** How often each endpoint is taken, of {@code 10 * DRAWS}. */
  private int[] taken(int count, Group group) {
    int[] taken = new int[count];
    for (int i = 0; i < 10 * DRAWS; i++) {
      taken[EndpointPicker.pick(count, 0, group, random.nextLong())]++;
    }
    return taken;
  }

  private void assertPart(double part, int taken) {
    double sigma = Math.sqrt(10 * DRAWS * part * (1 - part));
    assertEquals(10 * DRAWS * part, taken, 6 * sigma, () -> "seed " + seed);
  }

  /** The endpoints that are picked at all, all of them idle. */
  private long picked(int count, long tried, long healthy) {
    Group group = new Group(healthy, each -> 0, each -> Standing.FULL);
    long picked = 0;
    for (int i = 0; i < DRAWS; i++) {
      int at = EndpointPicker.pick(count, tried, group, random.nextLong());
      assertTrue(at >= EndpointPicker.NONE && at < count, "seed " + seed);
      picked |= at == EndpointPicker.NONE ? 0 : 1L << at;
    }
    return picked;
  }

  @ParameterizedTest
  @CsvSource({
    // count, tried, healthy, picked
    "1, 0, 1, 1",
    "1, 0, 0, 1",
    "1, 1, 1, 0",
    "3, 0, 7, 7",
    "3, 0, 5, 5",
    "3, 0, 0, 7",
    "3, 1, 7, 6",
    "3, 1, 1, 6",
    "3, 5, 7, 2",
    "3, 7, 7, 0",
    "3, 2, 6, 4",
    "0, 0, 0, 0",
    "64, 0, -1, -1",
    "64, -2, -1, 1",
    "64, 9223372036854775807, 0, -9223372036854775808",
  })
  void healthyOnesThatWereNotTriedComeFirst(int count, long tried, long healthy, long picked) {
    assertEquals(picked, picked(count, tried, healthy));
  }

  @Test
  void ofTwoTheOneWithLessToDoIsTaken() {
    for (int i = 0; i < DRAWS; i++) {
      assertEquals(
          1,
          EndpointPicker.pick(2, 0, Group.with(each -> each == 1 ? 3 : 4), random.nextLong()),
          () -> "seed " + seed);
    }
  }

  @Test
  void theBusiestOfManyIsNeverTaken() {
    for (int i = 0; i < DRAWS; i++) {
      int at = EndpointPicker.pick(5, 0, Group.with(each -> each), random.nextLong());
      assertTrue(at < 4, () -> "seed " + seed);
    }
  }

  @Test
  void equalOnesShareTheLoad() {
    for (int each : taken(4, Group.with(any -> 0))) {
      assertPart(0.25, each);
    }
  }

  @Test
  void equallyColdOnesShareTheLoadToo() {
    for (int each : taken(4, Group.warm(any -> 51))) {
      assertPart(0.25, each);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // endpoints, warmth of the first, its part: (2 / count) * (1 / 2) * warmth while all are idle
    "2, 1024, 0.5",
    "2, 512, 0.25",
    "2, 102, 0.0498",
    "4, 512, 0.125",
    "5, 256, 0.05",
  })
  void anEndpointThatWarmsUpHasItsPartInProportion(int count, int warmth, double part) {
    int[] taken = taken(count, Group.warm(each -> each == 0 ? warmth : Standing.FULL));

    assertPart(part, taken[0]);
    for (int i = 1; i < count; i++) {
      assertPart((1 - part) / (count - 1), taken[i]);
    }
  }

  @Test
  void howeverLittleItHasToDo() {
    Group group = new Group(-1, each -> each == 0 ? 0 : 9, each -> each == 0 ? 256 : Standing.FULL);

    assertPart(0.25, taken(2, group)[0]);
  }

  @Test
  void theOnlyOneThatIsWellTakesAllHoweverCold() {
    Group group = new Group(0b01, each -> 0, each -> each == 0 ? 51 : Standing.FULL);

    assertEquals(10 * DRAWS, taken(2, group)[0]);
    assertEquals(10 * DRAWS, taken(1, group)[0]);
  }
}
