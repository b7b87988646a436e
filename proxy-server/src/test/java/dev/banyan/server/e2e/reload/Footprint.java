package dev.banyan.server.e2e.reload;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.banyan.server.boot.Banyan;
import dev.banyan.server.telemetry.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a proxy holds of its process. Immutable.
 *
 * @param heapBytes heap in use after a collection, the test's own included
 * @param threads threads of the process
 * @param descriptors open files and sockets; 0 where the system does not tell
 * @param named the routes and backends that its metrics page names
 */
record Footprint(long heapBytes, int threads, long descriptors, Set<String> named) {
  private static final Pattern NAME = Pattern.compile("[{,](?:route|backend)=\"([^\"]*)\"");

  static Footprint of(Banyan banyan) {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    return new Footprint(
        heap,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        openDescriptors(),
        named(banyan));
  }

  static long openDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static Set<String> named(Banyan banyan) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      banyan.telemetry().scrape(TextFormat.accepted(null), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return NAME.matcher(out.toString(StandardCharsets.UTF_8))
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
