package dev.banyan.server.transport;

import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Event loops that end only when their channels are closed, and have been told so. Netty 4.2.18
 * closes them only if it looks after its I/O once more: a loop that is told to stop while it runs a
 * task ends behind its tasks, and leaves its channels open with the buffers that they hold.
 * Shared-safe.
 */
public final class LoopGroup {
  private final List<IoHandler> handlers = new ArrayList<>();
  private final MultiThreadIoEventLoopGroup group;

  /**
   * Makes loops, whose threads begin when they are needed.
   *
   * @param count how many, 1 or more
   */
  public LoopGroup(int count, ThreadFactory threads, IoHandlerFactory io) {
    group =
        new MultiThreadIoEventLoopGroup(
            count,
            threads,
            loop -> {
              IoHandler made = io.newHandler(loop);
              handlers.add(made);
              return made;
            });
  }

  /** The group, for bootstraps. */
  public MultiThreadIoEventLoopGroup group() {
    return group;
  }

  /**
   * Closes all channels, runs what is left to do, and ends the threads.
   *
   * @param mostMillis when a loop ends though more is left to do
   * @return is done when all have ended
   */
  public Future<?> stop(long mostMillis) {
    if (!group.isShuttingDown()) {
      int index = 0;
      for (EventExecutor loop : group) {
        IoHandler io = handlers.get(index++);
        loop.execute(() -> {
          io.prepareToDestroy();
          // Behind what the closed channels tell: that may have opened another.
          loop.execute(io::prepareToDestroy);
        });
      }
    }
    return group.shutdownGracefully(0, mostMillis, TimeUnit.MILLISECONDS);
  }
}
