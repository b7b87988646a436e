package dev.banyan.testkit.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The tests of one fuzz target: what must hold for every input. The class needs a constructor
 * without arguments, and its inputs in {@code src/test/fuzz/NAME}, where {@code NAME} is the
 * class's without {@code FuzzTest}.
 */
public interface FuzzTests {
  /**
   * Checks one input. An input that the code under test refuses is a good one if it is refused
   * rightly.
   *
   * @throws AssertionError if something does not hold; any other exception is a finding too
   */
  void check(byte[] input);

  /** Checks each input of the corpus. */
  @TestFactory
  default Stream<DynamicTest> theCorpusHolds() throws IOException {
    Corpus corpus = Corpus.of(getClass());
    return corpus.names().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(corpus.read(name))));
  }

  /** Checks the same inputs damaged in the same ways in each build. */
  @Test
  default void theDamagedCorpusHolds() throws IOException {
    Damage damage = new Damage(Corpus.of(getClass()).inputs(), new SplittableRandom(1));
    for (int i = 0; i < Damage.ROUNDS; i++) {
      byte[] input = damage.next();
      try {
        check(input);
      } catch (RuntimeException | Error e) {
        Path kept = Jazzer.of(getClass()).keep(input);
        throw new AssertionError("input kept in " + kept + ": " + e.getMessage(), e);
      }
    }
  }

  /** Lets Jazzer look for an input that does not hold. */
  @Tag("nightly")
  @Test
  default void jazzerFindsNothing() throws IOException, InterruptedException {
    Jazzer.of(getClass()).run();
  }
}
