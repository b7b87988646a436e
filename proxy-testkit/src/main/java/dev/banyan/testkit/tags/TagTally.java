package dev.banyan.testkit.tags;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts tagged tests, run and left out. Shared; every method is synchronized. */
final class TagTally {
  /**
   * Filled by {@link TagFilter} and {@link TagReport}, which JUnit creates apart from each other.
   */
  static final TagTally OF_THIS_RUN = new TagTally();

  private final Map<KnownTag, Integer> ran = new EnumMap<>(KnownTag.class);
  private final Map<KnownTag, String> leftOut = new EnumMap<>(KnownTag.class);

  synchronized void ran(KnownTag tag) {
    ran.merge(tag, 1, Integer::sum);
  }

  synchronized void leftOut(KnownTag tag, String why) {
    leftOut.put(tag, why);
  }

  /** One line for a person, or empty if no test carried a tag. */
  synchronized Optional<String> line() {
    if (ran.isEmpty() && leftOut.isEmpty()) {
      return Optional.empty();
    }
    String runs =
        ran.entrySet().stream()
            .map(each -> each.getKey().label() + " (" + each.getValue() + ")")
            .collect(Collectors.joining(", "));
    String rest =
        leftOut.entrySet().stream()
            .map(each -> each.getKey().label() + " (" + each.getValue() + ")")
            .collect(Collectors.joining(", "));
    return Optional.of(
        "ran "
            + (runs.isEmpty() ? "none" : runs)
            + "; left out "
            + (rest.isEmpty() ? "none" : rest));
  }
}
