package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.split.Side;
import dev.banyan.server.log.LineWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  private final ExchangeRecord record =
      Sample.answered(
          "GET", Sample.plan(0, Sample.policy("orders"), Side.NEW), Duration.ofMillis(1));

  @Test
  void writesALineAnExchangeToAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("access.log");
    try (AccessLog log = AccessLog.file(file, false)) {
      List.of(log.newLoop(), log.newLoop()).forEach(loop -> loop.ended(record));
    }

    List<String> lines = Files.readAllLines(file);
    assertEquals(2, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.contains("\"route\":\"orders\"")));
  }

  @Test
  void offIsNoObserverAtAll() {
    try (AccessLog log = AccessLog.off()) {
      assertSame(ExchangeObserver.NONE, log.newLoop());
      ExchangeObserver meters = any -> {};
      assertSame(meters, meters.then(log.newLoop()));
      assertEquals(0, log.dropped());
    }
  }

  @Test
  void aStuckReaderCostsLinesAndNeverALoop() {
    CountDownLatch open = new CountDownLatch(1);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    OutputStream stuck =
        new OutputStream() {
          @Override
          public void write(int b) {
            written.write(b);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            try {
              open.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            written.write(bytes, from, length);
          }
        };
    AccessLog log =
        new AccessLog(
            new LineWriter("test-access-log", AccessLog.LINES, stuck, true),
            () -> 1_000_000,
            false);
    ExchangeObserver loop = log.newLoop();
    for (int i = 0; i < 20_000; i++) {
      loop.ended(record);
    }
    long dropped = log.dropped();
    open.countDown();
    log.close();

    assertTrue(dropped > 0);
    assertEquals(dropped, log.dropped());
    assertEquals(20_000, dropped + written.toString(StandardCharsets.US_ASCII).lines().count());
  }

  @Test
  void bothObserversAreTold() {
    StringBuilder told = new StringBuilder();
    ExchangeObserver both = ExchangeObserver.NONE;
    both = both.then(any -> told.append('a')).then(any -> told.append('b'));
    both.ended(record);

    assertEquals("ab", told.toString());
  }
}
