package dev.banyan.server.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookPaceTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "17, 17", "300, 300", "301, 300", "86400, 300", "2147483647, 300"})
  void anAnswerIsTrueForItsTimeToLiveWithinBounds(long ttl, long seconds) {
    assertEquals(seconds, LookPace.afterAnswer(answer(ttl, Set.of())));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "9, 9", "11, 10", "2147483647, 10"})
  void halfAnAnswerIsCompletedSoon(long ttl, long seconds) {
    assertEquals(seconds, LookPace.afterAnswer(answer(ttl, Set.of(AddressFamily.IPV6))));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 10", "6, 10", "2147483647, 10"})
  void failuresInARowLetItRest(int inARow, long seconds) {
    assertEquals(seconds, LookPace.afterFailure(inARow));
  }

  private static Resolution answer(long ttl, Set<AddressFamily> unanswered) {
    return new Resolution(Resolution.Result.OK, "", List.of(), ttl, unanswered);
  }
}
