package dev.banyan.core.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowestTakersTest {
  /** One that takes: name, bytes held, bytes taken, seconds. */
  private static void look(SlowestTakers<String> slowest, String taker) {
    String[] parts = taker.split(" ", -1);
    slowest.look(
        parts[0],
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        (long) (Double.parseDouble(parts[3]) * 1e9));
  }

  private static List<String> listed(SlowestTakers<String> slowest) {
    List<String> names = new ArrayList<>();
    slowest.slowestFirst().forEach(names::add);
    return names;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # needed | takers                                        | those that go
          1        | old 70000 0 50, young 70000 0 5               | old
          1        | none 70000 0 5, little 70000 5000 5           | none
          1        | young 70000 0 1, little 70000 60000 60        | little
          1        | fast 70000 90000000 60, little 70000 60000 60 | little
          1        | fast 70000 90000000 60, begun 70000 0 0.01    | begun
          1        | fast 70000 1000000 1, begun 70000 0 0.001     | fast
          70000    | a 70000 0 3, b 70000 0 2                      | a
          70001    | a 70000 0 3, b 70000 0 2, c 70000 0 1         | a b
          100000   | small 100 0 9, large 90000 0 3, c 70000 0 1   | small large c
          1000000  | a 70000 0 3, b 70000 0 2                      | a b
          1        | ''                                             | ''
          """)
  void thoseGoThatTookLeastForLongest(long needed, String takers, String expected) {
    SlowestTakers<String> one = new SlowestTakers<>(needed);
    SlowestTakers<String> left = new SlowestTakers<>(needed);
    SlowestTakers<String> right = new SlowestTakers<>(needed);
    SlowestTakers<String> both = new SlowestTakers<>(needed);
    int number = 0;
    for (String taker : takers.isEmpty() ? new String[0] : takers.split(", ", -1)) {
      look(one, taker);
      look(number++ % 2 == 0 ? left : right, taker);
    }
    both.lookAt(left);
    both.lookAt(right);

    assertEquals(expected, String.join(" ", listed(one)));
    assertEquals(listed(one), listed(both), "however they are spread");
    assertEquals(one.foundBytes(), both.foundBytes());
  }
}
