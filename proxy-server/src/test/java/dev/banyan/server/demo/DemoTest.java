package dev.banyan.server.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.demo.view.DemoView;
import dev.banyan.server.demo.view.DemoView.Event;
import dev.banyan.server.demo.view.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DemoTest {
  private static final DemoOptions OPTIONS =
      new DemoOptions(Path.of("../routes.example.yaml"), 0, 0, 0, null, 50, 100, 1);

  @Test
  @Timeout(90)
  void obeysKeysAndNoticesEdits() throws Exception {
    KeyQueue keys = new KeyQueue();
    Summary summary;
    Visitor visitor;
    Path table;
    try (Demo demo = new Demo(OPTIONS)) {
      table = Path.of(demo.places().table());
      visitor = new Visitor(keys, table);
      summary = demo.show(visitor, keys);
    }

    assertEquals(
        List.of(
            "100 users send 50 requests a second.",
            "catalog: share 55%, was 50%",
            "The new shop refuses connections, and has cut the ones it had.",
            "The new shop is mended.",
            "Edit refused"),
        visitor.steps);
    assertTrue(summary.kept(), () -> String.join("\n", summary.lines()));
    assertEquals(3, summary.phases().size());
    assertFalse(Files.exists(table.getParent()), "the folder is left behind");
  }

  /** Somebody who does the next thing when the one before has shown. */
  private static final class Visitor implements Stage {
    private final List<String> steps = new ArrayList<>();
    private final KeyQueue keys;
    private final Path table;

    Visitor(KeyQueue keys, Path table) {
      this.keys = keys;
      this.table = table;
    }

    @Override
    public void event(Event event) {
      String text = event.text();
      if (text.contains("requests a second")) {
        keys.press('+');
      } else if (text.contains("share 55%")) {
        keys.press('3');
      } else if (text.contains("refuses")) {
        keys.press('m');
      } else if (text.contains("mended")) {
        write("listen: nowhere\n");
      } else if (text.startsWith("Edit refused: " + table + ":1:")) {
        text = "Edit refused";
        keys.quit();
      } else {
        return; // a breaker
      }
      steps.add(text);
    }

    private void write(String text) {
      try {
        Files.writeString(table, text);
        Files.setLastModifiedTime(table, FileTime.from(Instant.now().plus(Duration.ofSeconds(1))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void refresh(DemoView view) {
      assertEquals(5, view.routes().size());
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
