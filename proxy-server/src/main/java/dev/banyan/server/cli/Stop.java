package dev.banyan.server.cli;

import dev.banyan.server.boot.Banyan;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a proxy: in good order at the first signal, at once at the second. Shared-safe. */
final class Stop {
  private static final Logger LOG = LoggerFactory.getLogger("dev.banyan");

  private final Banyan banyan;
  private final AtomicInteger signals = new AtomicInteger();
  private final CountDownLatch first = new CountDownLatch(1);

  Stop(Banyan banyan) {
    this.banyan = banyan;
  }

  /** Notes a signal. */
  void signal() {
    if (signals.incrementAndGet() == 1) {
      first.countDown();
    } else {
      LOG.warn("told to stop again: stopping at once");
      banyan.close();
    }
  }

  /** Waits for the first signal, then until the proxy has stopped. */
  void await() throws InterruptedException {
    first.await();
    LOG.info("stopping: finishing what is in flight");
    int cut = banyan.drain();
    if (cut > 0) {
      LOG.warn("stopped; requests cut: {}", cut);
    } else {
      LOG.info("stopped");
    }
  }
}
