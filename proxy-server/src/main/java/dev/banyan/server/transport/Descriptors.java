package dev.banyan.server.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What the process's limit of open files carries, and its heap. Stateless. */
public final class Descriptors {
  private static final int MOST_CONNECTIONS = 20_000;
  private static final int SPARE = 200;

  /** Three times what an unused one takes (docs/operating.md). */
  private static final int HEAP_A_CONNECTION = 8 << 10;

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
   * How many client connections this process carries: each may need a second descriptor for its
   * backend, some are left for everything else, and each takes a part of the heap.
   */
  public static int carriedConnections() {
    return carriedConnections(limit(), Runtime.getRuntime().maxMemory());
  }

  /** The same for a limit of open files, -1 if unknown, and a heap. */
  static int carriedConnections(long limit, long heapBytes) {
    long byFiles = limit < 0 ? MOST_CONNECTIONS : (limit - SPARE) / 2;
    long carried = Math.min(byFiles, heapBytes / HEAP_A_CONNECTION);
    return (int) Math.max(1, Math.min(MOST_CONNECTIONS, carried));
  }
}
