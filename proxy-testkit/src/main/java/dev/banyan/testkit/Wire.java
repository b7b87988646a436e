package dev.banyan.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The sending side of a connection that an origin accepted: any bytes, FIN, RST and silence. Each
 * write goes to the socket at once. Confined to the connection's thread.
 */
public final class Wire implements Closeable {
  private static final Duration SETTLE = Duration.ofMillis(30);

  private final Socket socket;
  private final Socket bare;
  private final CountDownLatch stopped;

  /** {@code bare} is what lies below TLS; the same socket where there is none. */
  Wire(Socket socket, Socket bare, CountDownLatch stopped) {
    this.socket = socket;
    this.bare = bare;
    this.stopped = stopped;
  }

  /** Sends the bytes; blocks while the peer takes none. */
  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  /** Sends a part of the bytes; blocks while the peer takes none. */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes, offset, length);
  }

  /** Sends the text as ISO 8859-1, one byte for each character. */
  public void write(String text) throws IOException {
    write(WireInput.latin1(text));
  }

  /**
   * Waits, without holding up the origin's close.
   *
   * @throws IOException if the origin is closed meanwhile
   */
  public void pause(Duration time) throws IOException {
    try {
      if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the origin was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Says nothing and reads nothing until the origin is closed. */
  public void freeze() throws IOException {
    pause(Duration.ofDays(1));
  }

  /** Says nothing and discards what arrives until the peer leaves or the origin is closed. */
  public void hang() throws IOException {
    socket.setSoTimeout(0);
    InputStream in = socket.getInputStream();
    byte[] discarded = new byte[16 * 1024];
    while (in.read(discarded) >= 0) {
      // Only the end matters.
    }
  }

  /** Sends FIN, then discards what arrives until the peer leaves. */
  public void finish() throws IOException {
    socket.shutdownOutput();
    hang();
  }

  /**
   * Sends RST. What was written before is given a moment to be read, because an RST may overtake
   * it.
   */
  public void reset() throws IOException {
    pause(SETTLE);
    bare.setSoLinger(true, 0);
    bare.close();
  }

  /** Sends FIN as a process does that dies: TLS is not told that this is the end. */
  public void drop() throws IOException {
    bare.close();
  }

  /** Ends the connection in the given way: FIN is a plain close. */
  public void end(Ending ending) throws IOException {
    switch (ending) {
      case FIN -> close();
      case RESET -> reset();
      default ->
          throw new IllegalArgumentException("ending: " + ending + " (expected: FIN, RESET)");
    }
  }

  /** Closes the socket: FIN, or RST by the kernel where received bytes are unread. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
