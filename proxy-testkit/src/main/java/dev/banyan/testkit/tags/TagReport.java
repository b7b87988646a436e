package dev.banyan.testkit.tags;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints one line at the end of a module's tests: the tags that ran, and those left out and why.
 * Found by the JUnit Platform as a service.
 */
public final class TagReport implements TestExecutionListener {
  private volatile Optional<TestPlan> plan = Optional.empty();

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = Optional.of(started);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      Set<TestTag> labels = new HashSet<>();
      for (Optional<TestIdentifier> at = Optional.of(test); at.isPresent(); at = parent(at.get())) {
        labels.addAll(at.get().getTags());
      }
      labels.forEach(label -> TagTally.OF_THIS_RUN.ran(KnownTag.of(label.getName())));
    }
  }

  private Optional<TestIdentifier> parent(TestIdentifier test) {
    return plan.flatMap(present -> present.getParent(test));
  }

  @Override
  public void testPlanExecutionFinished(TestPlan finished) {
    TagTally.OF_THIS_RUN
        .line()
        .ifPresent(line ->
            System.out.printf(
                "Tags of %s on JDK %d: %s%n",
                Path.of("").toAbsolutePath().getFileName(), Runtime.version().feature(), line));
  }
}
