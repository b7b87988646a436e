package dev.banyan.server.backend;

import dev.banyan.core.backend.TlsSpec;
import dev.banyan.server.names.Names;
import dev.banyan.server.transport.TlsClient;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What all ways to endpoints share: names, and threads for handshakes. Shared-safe. */
public final class Links implements AutoCloseable {
  private static final int HANDSHAKE_THREADS = Runtime.getRuntime().availableProcessors();

  private final Names names;
  private final LinkListener listener;
  private final ThreadPoolExecutor handshakes;

  /** Links that look names up at {@code names}, which is closed with them. */
  public Links(Names names, LinkListener listener) {
    this.names = names;
    this.listener = listener;
    // Its queue holds one task at most for each connection that opens.
    this.handshakes =
        new ThreadPoolExecutor(
            HANDSHAKE_THREADS,
            HANDSHAKE_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Links::handshakeThread);
    handshakes.allowCoreThreadTimeOut(true);
  }

  /** Handshakes read random bytes from a file, so these are no threads that may not block. */
  private static Thread handshakeThread(Runnable work) {
    Thread thread = new Thread(work, "banyan-handshake");
    thread.setDaemon(true);
    return thread;
  }

  /** Where names are looked up. */
  public Names names() {
    return names;
  }

  LinkListener listener() {
    return listener;
  }

  TlsClient tls(TlsSpec spec) {
    return TlsClient.of(spec, handshakes);
  }

  @Override
  public void close() {
    names.close();
    handshakes.shutdownNow();
  }
}
