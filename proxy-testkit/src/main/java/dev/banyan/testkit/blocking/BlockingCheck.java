package dev.banyan.testkit.blocking;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class during which an event loop made a call that blocks. */
public final class BlockingCheck implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    List<String> calls = BlockingRecording.drain();
    if (!calls.isEmpty()) {
      throw new AssertionError(
          "calls that block an event loop: "
              + calls.size()
              + " (expected: 0), made during "
              + context.getDisplayName()
              + "\n"
              + String.join("\n", calls.subList(0, Math.min(10, calls.size()))));
    }
  }
}
