package dev.banyan.server.e2e.reload;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.banyan.server.boot.Banyan;
import dev.banyan.server.telemetry.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * What a proxy holds of its process. Immutable.
 *
 * @param heapBytes heap in use after a collection, the test's own included
 * @param threads threads of the process
 * @param descriptors open files and sockets; 0 where the system does not tell
 * @param meters lines of its metrics page
 */
record Footprint(long heapBytes, int threads, long descriptors, long meters) {
  static Footprint of(Banyan banyan) {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    return new Footprint(
        heap,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        openDescriptors(),
        meterLines(banyan));
  }

  static long openDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static long meterLines(Banyan banyan) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      banyan.telemetry().scrape(TextFormat.accepted(null), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("banyan_"))
        .count();
  }
}
