package dev.banyan.testkit.leak;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after whose tests something that was never released was found. */
public final class LeakCheck implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    List<String> leaks = LeakRecording.drain();
    if (!leaks.isEmpty()) {
      throw new AssertionError(
          "leaks: "
              + leaks.size()
              + " (expected: 0), found after "
              + context.getDisplayName()
              + "\n"
              + String.join("\n", leaks));
    }
  }
}
