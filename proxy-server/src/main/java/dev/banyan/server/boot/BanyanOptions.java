package dev.banyan.server.boot;

import dev.banyan.server.names.NameSources;
import dev.banyan.server.transport.DirectMemoryLimit;
import io.netty.buffer.ByteBufAllocator;

/**
 * What is chosen at the start and not in the table. Immutable.
 *
 * @param loops how many event loops carry traffic, 1 or more
 * @param nio whether NIO is used even where there is epoll
 * @param names where names of backends are looked up
 * @param buffers where connections get their buffers
 */
public record BanyanOptions(int loops, boolean nio, NameSources names, ByteBufAllocator buffers) {
  /** Options for a machine whose names are looked up as its files say. */
  public BanyanOptions(int loops, boolean nio) {
    this(loops, nio, NameSources.system());
  }

  /** Options with Netty's own buffers. */
  public BanyanOptions(int loops, boolean nio, NameSources names) {
    this(loops, nio, names, nettysBuffers());
  }

  /** Options are the first that need Netty, which reads its bound once. */
  private static ByteBufAllocator nettysBuffers() {
    DirectMemoryLimit.leaveRoom();
    return ByteBufAllocator.DEFAULT;
  }

  /** An event loop a processor, on the best transport. */
  public static BanyanOptions defaults() {
    return new BanyanOptions(Runtime.getRuntime().availableProcessors(), false);
  }
}
