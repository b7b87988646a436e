package dev.banyan.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Log files that are renamed while they are written. */
class LogFileTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int THREADS = 3;
  private static final int LINES = 20_000;
  private static final int ROTATIONS = 40;

  @RegisterExtension private final Said said = Said.by(LogFile.class);

  @TempDir private Path folder;

  private static Line line(String text) {
    return new Line().text(text).put('\n');
  }

  @Test
  void rotatingByRenameLosesAndSplitsNoLine() throws Exception {
    Path file = folder.resolve("access.json");
    try (LineWriter writer = LineWriter.file("test-lines", 1 << 12, file)) {
      List<Thread> threads =
          IntStream.range(0, THREADS).mapToObj(t -> new Thread(() -> write(writer, t))).toList();
      threads.forEach(Thread::start);
      for (int i = 0; i < ROTATIONS; i++) {
        Files.move(file, folder.resolve("access.json." + i));
        writer.reopen();
        Await.until("the file is there again", SOON, () -> Files.exists(file));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }

    List<String> expected = new ArrayList<>();
    IntStream.range(0, THREADS)
        .forEach(t -> IntStream.range(0, LINES).forEach(i -> expected.add(text(t, i))));
    assertEquals(expected.stream().sorted().toList(), lines(folder).stream().sorted().toList());
  }

  private static void write(LineWriter writer, int thread) {
    for (int i = 0; i < LINES; i++) {
      while (writer.waiting() > writer.capacity() / 2) {
        Thread.onSpinWait();
      }
      writer.offer(line(text(thread, i)));
    }
  }

  private static String text(int thread, int number) {
    return "line " + number + " of " + thread + " with some more text";
  }

  @Test
  void anIdleFileIsLetGoToo() throws IOException {
    Path file = folder.resolve("access.json");
    try (LineWriter writer = LineWriter.file("test-lines", 8, file)) {
      Files.move(file, folder.resolve("old"));
      writer.reopen();
      Await.until("the file is there again", SOON, () -> Files.exists(file));
    }
  }

  @Test
  void whileTheDirectoryIsGoneTheOldFileIsKeptAndThatIsSaidOnce() throws IOException {
    Path there = Files.createDirectory(folder.resolve("logs"));
    Path away = folder.resolve("away");
    Path file = there.resolve("access.json");
    try (LineWriter writer = LineWriter.file("test-lines", 64, file)) {
      Files.move(there, away);
      writer.reopen();
      Await.until("it is said", SOON, () -> said.events().size() == 1);
      writer.reopen();
      writer.offer(line("kept"));
      Await.until("the old file has it", SOON, () -> lines(away).contains("kept"));

      Files.createDirectory(there);
      Await.until("there is a new file, unasked", SOON, () -> Files.exists(file));
      writer.offer(line("new"));
    }

    assertEquals(List.of("kept"), lines(away));
    assertEquals(List.of("new"), lines(there));
    List<String> messages = said.lines();
    assertEquals(2, messages.size(), messages::toString);
    assertTrue(messages.get(0).contains("the old one is kept"), messages.get(0));
    assertTrue(messages.get(0).contains(file.toString()), messages.get(0));
    assertEquals("INFO " + file + " is open anew", messages.get(1));
  }

  private static List<String> lines(Path folder) {
    try (var files = Files.list(folder)) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
