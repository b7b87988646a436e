package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLineTest {
  @TempDir private Path folder;

  @Test
  void halfALineIsNone() throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "{a: 1}\n{b: 2, c");
    assertEquals("{a: 1}", LogLine.await(log, "a", Duration.ofSeconds(10)));
    assertThrows(AssertionError.class, () -> LogLine.await(log, "b", Duration.ZERO));

    Files.writeString(log, ": 3}\n", StandardOpenOption.APPEND);
    assertEquals("{b: 2, c: 3}", LogLine.await(log, "b", Duration.ofSeconds(10)));
  }
}
