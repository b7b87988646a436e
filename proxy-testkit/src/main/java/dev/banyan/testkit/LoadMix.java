package dev.banyan.testkit;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Which requests a load sends, one after the other. Called by one thread only. */
@FunctionalInterface
public interface LoadMix {
  /**
   * Returns the next request.
   *
   * @param sequence its number, from 0
   * @param random the load's seeded source: the same seed gives the same requests
   */
  LoadRequest next(long sequence, SplittableRandom random);

  /** A request and how often it comes in relation to the others. */
  record Weighted(int weight, LoadRequest request) {}

  /** Returns a mix that draws requests by their weights. */
  static LoadMix of(Weighted... weighted) {
    List<Weighted> choices = List.of(weighted);
    int total = choices.stream().mapToInt(Weighted::weight).sum();
    return (sequence, random) -> {
      int draw = random.nextInt(total);
      for (Weighted choice : choices) {
        draw -= choice.weight;
        if (draw < 0) {
          return choice.request;
        }
      }
      throw new AssertionError("a draw below the total meets a choice");
    };
  }

  /**
   * Returns this mix spread over users.
   *
   * @param count how many users there are
   * @param line the field line of a user by number from 0, such as {@code Cookie: user=17}
   */
  default LoadMix users(int count, IntFunction<String> line) {
    return (sequence, random) -> {
      LoadRequest request = next(sequence, random);
      return request.line(line.apply(random.nextInt(count)));
    };
  }
}
