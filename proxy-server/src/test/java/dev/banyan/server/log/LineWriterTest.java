package dev.banyan.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineWriterTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private static Line line(String text) {
    return new Line().text(text).put('\n');
  }

  @Test
  void writesLinesInTheirOrder() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder expected = new StringBuilder();
    try (LineWriter writer = new LineWriter("test-lines", 8_192, out, true)) {
      for (int i = 0; i < 5_000; i++) {
        writer.offer(line("line " + i));
        expected.append("line ").append(i).append('\n');
      }
    }

    assertEquals(expected.toString(), out.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void writesSoonWithoutBeingClosed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LineWriter writer = new LineWriter("test-lines", 8, out, true)) {
      writer.offer(line("a"));
      Await.until("the line is out", SOON, () -> out.size() == 2);
      assertEquals(0, writer.waiting());
    }
  }

  @Test
  void dropsAndCountsWhatFindsTheRingFull() throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    OutputStream slow = waiting(stuck, open, written);
    try (LineWriter writer = new LineWriter("test-lines", 8, slow, true)) {
      writer.offer(line("first"));
      stuck.await();
      for (int i = 0; i < 20; i++) {
        writer.offer(line("line " + i));
      }
      assertEquals(12, writer.dropped());
      assertEquals(8, writer.waiting());
      assertEquals(8, writer.capacity());
      open.countDown();
    }

    assertEquals(9, written.toString(StandardCharsets.US_ASCII).lines().count());
  }

  @Test
  void longLinesFillAPartOfTheRingOnly() throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    OutputStream slow = waiting(stuck, open, written);
    try (LineWriter writer = new LineWriter("test-lines", 32, slow, true)) {
      writer.offer(line("first"));
      stuck.await();
      for (int i = 0; i < 20; i++) {
        writer.offer(line("x".repeat(3_000)));
      }
      assertEquals(16, writer.dropped());
      writer.offer(line("short"));
      assertEquals(5, writer.waiting());
      open.countDown();
    }

    assertEquals(6, written.toString(StandardCharsets.US_ASCII).lines().count());
  }

  /** A stream that tells when it is first written to, and then waits. */
  private static OutputStream waiting(
      CountDownLatch stuck, CountDownLatch open, OutputStream written) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        written.write(b);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        stuck.countDown();
        try {
          open.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        written.write(bytes, from, length);
      }
    };
  }

  @Test
  void manyThreadsLoseNothingThatIsNotCounted() throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineWriter writer = new LineWriter("test-lines", 64, out, true);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          new Thread(() -> {
            for (int i = 0; i < 10_000; i++) {
              writer.offer(line("x"));
            }
          }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    writer.close();

    assertEquals(
        40_000, writer.dropped() + out.toString(StandardCharsets.US_ASCII).lines().count());
  }

  @Test
  void writtenLinesComeHomeEmpty() {
    Queue<Line> home = new ArrayDeque<>();
    try (LineWriter writer = new LineWriter("test-lines", 8, new ByteArrayOutputStream(), true)) {
      writer.offer(new Line(home).text("a long text").put('\n'));
    }

    assertEquals(1, home.size());
    assertEquals(0, home.remove().length());
  }

  @Test
  void aStreamThatFailsCostsOnlyTheLinesOfThatTime() {
    AtomicBoolean full = new AtomicBoolean(true);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    OutputStream disk =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (full.get()) {
              throw new IOException("no space left");
            }
            written.write(b);
          }
        };
    try (LineWriter writer = new LineWriter("test-lines", 8, disk, true)) {
      writer.offer(line("lost"));
      Await.until("the loss is counted", SOON, () -> writer.dropped() == 1);
      full.set(false);
      writer.offer(line("kept"));
    }

    assertEquals("kept\n", written.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void aClosedWriterDropsAndCounts() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineWriter writer = new LineWriter("test-lines", 8, out, true);
    writer.close();
    writer.offer(line("late"));

    assertEquals(1, writer.dropped());
    assertEquals(0, out.size());
  }

  @Test
  void closingIsBoundedWhenTheStreamHangs() {
    CountDownLatch never = new CountDownLatch(1);
    OutputStream hung =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    LineWriter writer = new LineWriter("test-lines", 8, hung, true);
    writer.offer(line("stuck"));
    long began = System.nanoTime();
    writer.close();

    assertTrue(System.nanoTime() - began < Duration.ofSeconds(30).toNanos());
    never.countDown();
  }

  @Test
  void appendsToAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("access.log");
    for (String text : List.of("one", "two")) {
      try (LineWriter writer = LineWriter.file("test-lines", 8, file)) {
        writer.offer(line(text));
      }
    }

    assertEquals("one\ntwo\n", Files.readString(file));
    assertThrows(
        IOException.class, () -> LineWriter.file("test-lines", 8, folder.resolve("no/such")));
  }
}
