package dev.banyan.server.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What the process's limit of open files carries. Stateless. */
public final class Descriptors {
  private static final int MOST_CONNECTIONS = 20_000;
  private static final int SPARE = 200;

  private Descriptors() {}

  /** How many files the process may have open; -1 if unknown. */
  public static long limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : -1;
  }

  /** Whether something failed because the process or the system has too many files open. */
  public static boolean exhausted(IOException failure) {
    String message = failure.getMessage();
    return message != null && message.contains("Too many open files");
  }

  /**
   * How many client connections the limit carries: each may need a second descriptor for its
   * backend, and some are left for everything else.
   */
  public static int carriedConnections() {
    long limit = limit();
    long carried = limit < 0 ? MOST_CONNECTIONS : (limit - SPARE) / 2;
    return (int) Math.max(1, Math.min(MOST_CONNECTIONS, carried));
  }
}
