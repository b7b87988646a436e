package dev.banyan.server.admin;

import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * The thread of the admin event loop. It carries no traffic, so it may make calls that block for a
 * moment, such as reading the number of open files.
 */
final class AdminThread extends FastThreadLocalThread {
  AdminThread(Runnable work) {
    super(work, "banyan-admin");
    setDaemon(true);
  }

  @Override
  public boolean permitBlockingCalls() {
    return true;
  }
}
