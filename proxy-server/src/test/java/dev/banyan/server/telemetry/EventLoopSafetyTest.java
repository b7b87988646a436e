package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import dev.banyan.core.split.Side;
import dev.banyan.server.log.ApplicationLog;
import dev.banyan.server.log.LineWriter;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/**
 * All that event loops tell, told by several of them at once: the check of this project fails the
 * class if one of them is blocked.
 */
class EventLoopSafetyTest {
  private static final int LOOPS = 3;
  private static final int EXCHANGES = 3_000;

  private final EventExecutorGroup loops = new DefaultEventExecutorGroup(LOOPS);
  private final LoggerContext context = new LoggerContext();
  private final RouteDirectory directory = new RouteDirectory(50);
  private long droppedLines;
  private long droppedEvents;

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void noLoopIsBlocked(@TempDir Path folder) throws Exception {
    Path access = folder.resolve("access.log");
    Path events = folder.resolve("events.log");
    tellOnAllLoops(access, events);

    long exchanges = 0;
    for (RouteMeters route : directory.all()) {
      exchanges += route.exchanges();
    }
    assertEquals(LOOPS * EXCHANGES, exchanges);
    assertEquals(LOOPS * EXCHANGES, droppedLines + lines(access));
    assertEquals(LOOPS * EXCHANGES, droppedEvents + lines(events));
    assertTrue(lines(access) > 0 && lines(events) > 0);
  }

  private void tellOnAllLoops(Path access, Path events) throws Exception {
    AccessLog log = AccessLog.file(access, false);
    ApplicationLog application =
        ApplicationLog.start(context, LineWriter.file("test-log", 1024, events));
    List<Future<?>> running = new ArrayList<>();
    for (EventExecutor loop : loops) {
      ExchangeObserver observer = new LoopMeters(directory).then(log.newLoop());
      running.add(loop.submit(() -> tell(observer)));
    }
    for (Future<?> each : running) {
      each.get(60, TimeUnit.SECONDS);
    }
    log.close();
    application.close();
    droppedLines = log.dropped();
    droppedEvents = application.dropped();
  }

  private void tell(ExchangeObserver observer) {
    Logger logger = context.getLogger("dev.banyan");
    for (int i = 0; i < EXCHANGES; i++) {
      int number = i % 60;
      observer.ended(
          Sample.answered(
              "GET",
              Sample.plan(number, Sample.policy("route" + number), Side.NEW),
              Duration.ofMillis(1 + i % 7)));
      logger.info("exchange {} of {}", i, Thread.currentThread().getName());
    }
  }

  private static long lines(Path file) throws IOException {
    return Files.readString(file).lines().count();
  }
}
