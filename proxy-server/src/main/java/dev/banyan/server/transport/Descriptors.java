package dev.banyan.server.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What the process's limit of open files carries. Stateless. */
public final class Descriptors {
  private static final int MOST_CONNECTIONS = 20_000;
  private static final int SPARE = 200;

  private Descriptors() {}

  /**
   * How many client connections the limit carries: each may need a second descriptor for its
   * backend, and some are left for everything else.
   */
  public static int carriedConnections() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long carried = (unix.getMaxFileDescriptorCount() - SPARE) / 2;
      return (int) Math.max(1, Math.min(MOST_CONNECTIONS, carried));
    }
    return MOST_CONNECTIONS;
  }
}
