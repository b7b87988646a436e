package dev.banyan.server.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.Channel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What the process's limit of open files carries, and its heap. Stateless. */
public final class Descriptors {
  private static final int MOST_CONNECTIONS = 20_000;
  private static final int SPARE = 200;
  private static final long LIMIT = limit();

  /** What the admin port may need, and as many files again. */
  private static final int MOST_KEPT_BACK = 96;

  /** Three times what an unused one takes (docs/operating.md). */
  private static final int HEAP_A_CONNECTION = 8 << 10;

  private Descriptors() {}

  /** Has the limit read now, for that may block: to be called before a loop runs. */
  static void learn() {}

  /** How many files the process may have open; -1 if unknown. */
  public static long limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : -1;
  }

  /**
   * Whether a socket has one of the last descriptors of this process, which clients and backends
   * leave to the admin port and to files: the system always gives the lowest that is free. Never
   * where Netty does not tell the number, as on NIO.
   */
  public static boolean keptBack(Channel channel) {
    return channel instanceof UnixChannel socket && keptBack(socket.fd().intValue(), LIMIT);
  }

  /** Whether only such descriptors are left; never where the system does not tell. */
  static boolean onlyKeptBack() {
    try {
      FileDescriptor next = FileDescriptor.from("/dev/null");
      try {
        return keptBack(next.intValue(), LIMIT);
      } finally {
        next.close();
      }
    } catch (IOException | LinkageError e) {
      return e instanceof IOException failed && exhausted(failed);
    }
  }

  /**
   * Whether a descriptor of this number, from 0, is one of the last; the limit is -1 if unknown.
   */
  static boolean keptBack(int number, long limit) {
    return limit > 0 && number >= limit - Math.min(MOST_KEPT_BACK, limit / 8);
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
