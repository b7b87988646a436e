package dev.banyan.server.transport;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Sets how much memory outside the heap Netty may take. Stateless. */
public final class DirectMemoryLimit {
  private static final String NETTY = "io.netty.maxDirectMemory";
  private static final long LEAST_ROOM = 4L << 20;
  private static final long LEAST_BYTES = 16L << 20;

  /** What the JVM needs beside heap and buffers: classes, compiled code, stacks, the collector. */
  private static final long OTHER_BYTES = 128L << 20;

  private DirectMemoryLimit() {}

  /**
   * Has Netty stop where memory ends, and a little before the JDK would: the JDK collects garbage
   * and sleeps for half a second, on the event loop, before it says that there is no more. Has an
   * effect before Netty is first used only, and none where {@code io.netty.maxDirectMemory} is set.
   */
  public static void leaveRoom() {
    if (System.getProperty(NETTY) == null) {
      System.setProperty(NETTY, Long.toString(below(bound())));
    }
  }

  /** The bound for Netty below that of all. */
  static long below(long jdkBytes) {
    return Math.max(jdkBytes / 2, jdkBytes - Math.max(LEAST_ROOM, jdkBytes / 16));
  }

  /**
   * The bound of the JDK, or less if that were more than there is: unless told otherwise the JDK
   * allows as much as the heap may have, which together may be more than a container has.
   *
   * @param flag what {@code -XX:MaxDirectMemorySize} says; 0 if it is not set
   * @param heap the largest heap
   * @param total the memory of the machine or container
   */
  static long bound(long flag, long heap, long total) {
    if (flag > 0) {
      return flag;
    }
    return Math.max(LEAST_BYTES, Math.min(heap, total - heap - OTHER_BYTES));
  }

  private static long bound() {
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long flag =
        hotSpot == null ? 0 : Long.parseLong(hotSpot.getVMOption("MaxDirectMemorySize").getValue());
    long heap = Runtime.getRuntime().maxMemory();
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return bound(flag, heap, system == null ? Long.MAX_VALUE : system.getTotalMemorySize());
  }
}
