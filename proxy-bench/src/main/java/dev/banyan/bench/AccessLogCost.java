package dev.banyan.bench;

import com.sun.management.ThreadMXBean;
import dev.banyan.server.telemetry.AccessLog;
import dev.banyan.server.telemetry.ExchangeObserver;
import dev.banyan.server.telemetry.ExchangeRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints what a line of the access log costs an event loop, in CPU time and garbage, up to its
 * place in the ring. No benchmark of JMH: the writer must be let catch up between bursts, else
 * lines are dropped, which costs nothing.
 */
public final class AccessLogCost {
  private static final int ROUNDS = 8;
  private static final int BURSTS = 1_500;
  private static final int BURST = 256;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SampleExchanges exchanges = new SampleExchanges(100);
  private final PrintStream out;

  private AccessLogCost(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @param args the file to write, {@code /dev/null} if there is none
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args.length == 0 ? "/dev/null" : args[0]);
    try (AccessLog log = AccessLog.file(file, false)) {
      AccessLogCost cost = new AccessLogCost(System.out);
      ExchangeObserver observer = log.newLoop();
      for (int i = 0; i < ROUNDS; i++) {
        cost.round(log, observer);
      }
    }
  }

  private void round(AccessLog log, ExchangeObserver observer) {
    long dropped = log.dropped();
    long cpuNanos = 0;
    long bytes = 0;
    ExchangeRecord[] records = new ExchangeRecord[BURST];
    for (int burst = 0; burst < BURSTS; burst++) {
      for (int i = 0; i < BURST; i++) {
        records[i] = exchanges.next();
      }
      long bytesBefore = threads.getCurrentThreadAllocatedBytes();
      long cpuBefore = threads.getCurrentThreadCpuTime();
      for (ExchangeRecord record : records) {
        observer.ended(record);
      }
      cpuNanos += threads.getCurrentThreadCpuTime() - cpuBefore;
      bytes += threads.getCurrentThreadAllocatedBytes() - bytesBefore;
      while (log.waiting() > 0) {
        LockSupport.parkNanos(20_000);
      }
    }
    double lines = (double) BURSTS * BURST;
    out.printf(
        "%.0f ns and %.1f B a line, %d of %.0f dropped%n",
        cpuNanos / lines, bytes / lines, log.dropped() - dropped, lines);
  }
}
