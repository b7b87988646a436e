package dev.banyan.config;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread has allocated. Stateless. */
final class Allocated {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocated() {}

  /** In bytes, ever since it was started. */
  static long bytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
