package dev.banyan.server.e2e.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Clients that send requests without end, as fast as they are taken, and take their answers slowly
 * or not at all, until they are reset. Their work is done on a thread of their own.
 */
final class SlowTakers implements AutoCloseable {
  private static final int REQUESTS_AT_ONCE = 1_000;

  private final InetSocketAddress proxy;
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean stopped;
  private Thread worker = new Thread(() -> {});

  SlowTakers(int port) {
    proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Lets so many come, each of which asks for one of the things that are asked for. */
  void start(int count, String[] asked, int bytesASecond) {
    worker = new Thread(() -> run(count, asked, bytesASecond), "slow takers");
    worker.start();
  }

  /** How many bytes they have sent. */
  long sent() {
    return sent.get();
  }

  private void run(int count, String[] asked, int bytesASecond) {
    List<Taker> takers = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        takers.add(new Taker(asked[i % asked.length]));
      }
      ByteBuffer taken = ByteBuffer.allocate(Math.max(1, bytesASecond));
      long nextTake = System.nanoTime();
      while (!stopped) {
        boolean takes = bytesASecond > 0 && System.nanoTime() - nextTake > 0;
        nextTake += takes ? TimeUnit.SECONDS.toNanos(1) : 0;
        for (Taker taker : takers) {
          taker.go(takes ? taken.clear() : null);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      takers.forEach(Taker::end);
    }
  }

  private final class Taker {
    private final ByteBuffer requests;
    private final SocketChannel channel;
    private boolean gone;

    Taker(String asked) throws IOException {
      String one = asked + " HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n";
      requests =
          ByteBuffer.wrap(one.repeat(REQUESTS_AT_ONCE).getBytes(StandardCharsets.ISO_8859_1));
      channel = connect();
    }

    private SocketChannel connect() throws IOException {
      SocketChannel opened = SocketChannel.open();
      opened.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 10);
      opened.setOption(StandardSocketOptions.SO_SNDBUF, 32 << 10);
      opened.connect(proxy);
      opened.configureBlocking(false);
      return opened;
    }

    /** Sends what is taken, and takes what there is into a buffer, if it is given one. */
    void go(@Nullable ByteBuffer taken) {
      if (gone) {
        return;
      }
      try {
        if (taken != null) {
          channel.read(taken);
        }
        if (!requests.hasRemaining()) {
          requests.rewind();
        }
        int written = channel.write(requests);
        sent.addAndGet(written);
      } catch (IOException e) {
        end();
        gone = true;
      }
    }

    void end() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
