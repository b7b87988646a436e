package dev.banyan.testkit.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagChoiceTest {
  private static final Platform BARE = tag -> tag == KnownTag.SLOW;
  private static final Platform FULL = tag -> true;

  @ParameterizedTest
  @CsvSource({
    "EPOLL, needs Linux",
    "BROWSER, no browser on the path",
    "CURL, needs bash and curl",
    "PYTHON, 'needs python3 with gunicorn, waitress, cheroot and requests'",
    "NODE, needs node with express",
    "GO, needs go",
    "NAMESPACES, 'needs root, ip and unshare'",
    "SLOW, runs",
    "NIGHTLY, only with -Pnightly"
  })
  void aBareMachineLeavesOutWhatItLacks(KnownTag tag, String verdict) {
    assertEquals(verdict, verdict(new TagChoice(null, false, false, BARE), tag));
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, runs", "BROWSER, runs", "NAMESPACES, runs", "SLOW, runs", "NIGHTLY, runs"})
  void aNightlyRunOnAFullMachineRunsAll(KnownTag tag, String verdict) {
    assertEquals(verdict, verdict(new TagChoice(null, false, true, FULL), tag));
  }

  @ParameterizedTest
  @CsvSource({
    "EPOLL, runs",
    "BROWSER, runs",
    "SLOW, runs on the newest JDK only",
    "NIGHTLY, runs on the newest JDK only"
  })
  void theSecondRunIsShort(KnownTag tag, String verdict) {
    assertEquals(verdict, verdict(new TagChoice(null, true, true, FULL), tag));
  }

  @ParameterizedTest
  @CsvSource({
    "EPOLL, runs",
    "BROWSER, not in banyan.tags",
    "SLOW, runs",
    "NIGHTLY, not in banyan.tags"
  })
  void aListIsTakenLiterallyWhateverTheMachine(KnownTag tag, String verdict) {
    Set<KnownTag> listed = EnumSet.of(KnownTag.EPOLL, KnownTag.SLOW);
    assertEquals(verdict, verdict(new TagChoice(listed, false, true, BARE), tag));
    assertEquals(verdict, verdict(new TagChoice(listed, false, true, FULL), tag));
  }

  @Test
  void aMistypedTagIsAnError() {
    Exception thrown = assertThrows(IllegalArgumentException.class, () -> KnownTag.of("epol"));
    assertEquals(
        "test tag: epol (expected: one of epoll, browser, curl, python, node, go, namespaces, slow,"
            + " nightly)",
        thrown.getMessage());
  }

  private static String verdict(TagChoice choice, KnownTag tag) {
    return choice.whyLeftOut(tag).orElse("runs");
  }
}
