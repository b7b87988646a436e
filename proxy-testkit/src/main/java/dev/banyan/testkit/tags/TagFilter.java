package dev.banyan.testkit.tags;

import java.util.Optional;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Leaves out the tests with a tag that does not run here. Found by the JUnit Platform as a service.
 */
public final class TagFilter implements PostDiscoveryFilter {
  private final TagChoice choice = TagChoice.ofThisRun();

  @Override
  public FilterResult apply(TestDescriptor descriptor) {
    for (TestTag label : descriptor.getTags()) {
      KnownTag tag = KnownTag.of(label.getName());
      Optional<String> why = choice.whyLeftOut(tag);
      if (why.isPresent()) {
        TagTally.OF_THIS_RUN.leftOut(tag, why.get());
        return FilterResult.excluded(tag.label() + ": " + why.get());
      }
    }
    return FilterResult.included("no tag stands against it");
  }
}
