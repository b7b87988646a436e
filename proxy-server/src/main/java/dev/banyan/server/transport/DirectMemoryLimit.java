package dev.banyan.server.transport;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Sets how much memory outside the heap Netty may take. Stateless. */
public final class DirectMemoryLimit {
  private static final String NETTY = "io.netty.maxDirectMemory";
  private static final long LEAST_ROOM = 4L << 20;

  private DirectMemoryLimit() {}

  /**
   * Has Netty stop a little before the JDK would: the JDK collects garbage and sleeps for half a
   * second, on the event loop, before it says that there is no more. Has an effect before Netty is
   * first used only, and none where {@code io.netty.maxDirectMemory} is set.
   */
  public static void leaveRoom() {
    if (System.getProperty(NETTY) == null) {
      System.setProperty(NETTY, Long.toString(below(jdkBytes())));
    }
  }

  /** The bound for Netty below a bound of the JDK. */
  static long below(long jdkBytes) {
    return Math.max(jdkBytes / 2, jdkBytes - Math.max(LEAST_ROOM, jdkBytes / 16));
  }

  private static long jdkBytes() {
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long set =
        hotSpot == null ? 0 : Long.parseLong(hotSpot.getVMOption("MaxDirectMemorySize").getValue());
    return set > 0 ? set : Runtime.getRuntime().maxMemory();
  }
}
