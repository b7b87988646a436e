package dev.banyan.server.boot;

/**
 * What is chosen at the start and not in the table. Immutable.
 *
 * @param loops how many event loops carry traffic, 1 or more
 * @param nio whether NIO is used even where there is epoll
 */
public record BanyanOptions(int loops, boolean nio) {
  /** An event loop a processor, on the best transport. */
  public static BanyanOptions defaults() {
    return new BanyanOptions(Runtime.getRuntime().availableProcessors(), false);
  }
}
