package dev.banyan.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that sends any bytes over one connection and reports exactly what came back. Several
 * requests may be sent before their responses are read. It never retries.
 *
 * <p>Every read throws {@link ReadTimeoutException} when the peer is silent for longer than the
 * time-out, 10 s unless set. Confined to one thread, except that a second thread may send while the
 * first one reads, and any thread may close.
 */
public final class RawClient implements AutoCloseable {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final Socket socket;
  private final WireInput in;
  private final ResponseReader responses;
  private Duration timeout = DEFAULT_TIMEOUT;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new WireInput(socket.getInputStream());
    this.responses = new ResponseReader(in);
    timeout(DEFAULT_TIMEOUT);
  }

  /** Connects to a loopback port. */
  public static RawClient connect(int port) {
    return connect(new Socket(), port);
  }

  /** Connects with a small receive buffer, so that a peer soon finds its window full. */
  public static RawClient connect(int port, int receiveBufferBytes) {
    return unchecked(() -> {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(receiveBufferBytes);
      return connect(socket, port);
    });
  }

  /** Connects from a given loopback address, such as {@code 127.0.0.2}. */
  public static RawClient connectFrom(String address, int port) {
    return unchecked(() -> {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(address, 0));
      return connect(socket, port);
    });
  }

  /** Connects to a port of any address. */
  public static RawClient connectTo(InetSocketAddress address) {
    return unchecked(() -> {
      Socket socket = new Socket();
      socket.connect(address);
      return new RawClient(socket);
    });
  }

  /** Takes over a connected socket, such as one with TLS. */
  public static RawClient over(Socket socket) {
    return unchecked(() -> new RawClient(socket));
  }

  private static RawClient connect(Socket socket, int port) {
    return unchecked(() -> {
      socket.connect(new InetSocketAddress(RawOrigin.loopback(), port), CONNECT_TIMEOUT_MILLIS);
      return new RawClient(socket);
    });
  }

  /** Sets how long a read waits for the next byte. */
  public RawClient timeout(Duration silence) {
    return unchecked(() -> {
      timeout = silence;
      socket.setSoTimeout(Math.max(1, (int) silence.toMillis()));
      return this;
    });
  }

  /** Sends text as ISO 8859-1. */
  public RawClient send(String text) {
    return send(WireInput.latin1(text));
  }

  /** Sends bytes; throws {@link UncheckedIOException} if the peer is gone. */
  public RawClient send(byte[] bytes) {
    return unchecked(() -> {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      return this;
    });
  }

  /** Sends a payload as it is. */
  public RawClient send(Payload payload) {
    return unchecked(() -> {
      try (InputStream bytes = payload.open()) {
        bytes.transferTo(socket.getOutputStream());
      }
      return this;
    });
  }

  /** Sends a payload in chunks, and the last chunk. */
  public RawClient sendChunked(Payload payload, int chunkBytes) {
    return unchecked(() -> {
      OutputStream out = socket.getOutputStream();
      try (InputStream bytes = payload.open()) {
        for (byte[] chunk = bytes.readNBytes(chunkBytes);
            chunk.length > 0;
            chunk = bytes.readNBytes(chunkBytes)) {
          out.write(WireInput.latin1(Integer.toHexString(chunk.length) + "\r\n"));
          out.write(chunk);
          out.write(WireInput.latin1("\r\n"));
        }
      }
      out.write(WireInput.latin1("0\r\n\r\n"));
      return this;
    });
  }

  /** Sends pieces one after the other, each in a segment of its own, with a pause between. */
  public RawClient sendPieces(Duration pause, String... pieces) {
    for (String piece : pieces) {
      send(piece);
      LockSupport.parkNanos(pause.toNanos());
    }
    return this;
  }

  /** Sends text byte by byte, each in a segment of its own where the kernel doesn't join them. */
  public RawClient sendByteByByte(String text) {
    for (byte each : WireInput.latin1(text)) {
      send(new byte[] {each});
    }
    return this;
  }

  /** Sends bytes unless the peer is gone; tells whether the kernel took them. */
  public boolean trySend(String text) {
    try {
      send(text);
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Sends FIN; responses can still be read. */
  public RawClient halfClose() {
    return unchecked(() -> {
      socket.shutdownOutput();
      return this;
    });
  }

  /** Sends RST and closes. */
  public void reset() {
    unchecked(() -> {
      socket.setSoLinger(true, 0);
      socket.close();
      return this;
    });
  }

  /** Reads the next final response, to any request but HEAD. */
  public RawResponse readResponse() {
    return reading("a response", () -> responses.read(false));
  }

  /** Reads the next final response, to a HEAD request: without a body. */
  public RawResponse readResponseToHead() {
    return reading("a response to HEAD", () -> responses.read(true));
  }

  /** Reads one head alone, interim or final; its body is left for {@link #readBody}. */
  public RawResponse readHead() {
    return reading("a response head", responses::readHead);
  }

  /** Reads the body that belongs to a head; an incomplete head is returned as it is. */
  public RawResponse readBody(RawResponse head) {
    return head.complete() ? reading("a body", () -> responses.readBody(head, false)) : head;
  }

  /** Reads this many bytes; fewer if the connection ends first. */
  public byte[] readBytes(int count) {
    return reading("bytes", () -> readUpTo(count));
  }

  /** Reads everything until the connection ends. */
  public Remainder readUntilClose() {
    return reading(
        "the end of the connection",
        () -> {
          BodyReader reader = new BodyReader(in);
          try {
            reader.read(new BodyFraming(BodyFraming.Kind.UNTIL_CLOSE, 0));
            return new Remainder(reader.captured(), Ending.FIN);
          } catch (TruncatedMessageException e) {
            return new Remainder(reader.captured(), e.ending());
          }
        });
  }

  /** Waits until the peer ends the connection, discarding what still comes; returns how it did. */
  public Ending awaitClosed(Duration silence) {
    Duration before = timeout;
    try {
      return timeout(silence).readUntilClose().ending();
    } finally {
      timeout(before);
    }
  }

  /** Tells whether the connection has ended already, by either side; waits 1 ms for the news. */
  public boolean closed() {
    Duration before = timeout;
    try {
      boolean closed = !timeout(Duration.ofMillis(1)).reachesByte();
      timeout(before);
      return closed;
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  private boolean reachesByte() {
    return unchecked(() -> {
      try {
        return in.awaitByte();
      } catch (SocketTimeoutException e) {
        return true;
      } catch (TruncatedMessageException e) {
        return false;
      }
    });
  }

  /** Returns the local port, which a proxy may log. */
  public int localPort() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    unchecked(() -> {
      socket.close();
      return this;
    });
  }

  private byte[] readUpTo(int count) throws IOException {
    byte[] bytes = new byte[count];
    int done = 0;
    try {
      while (done < count) {
        int read = in.read(bytes, done, count - done);
        if (read < 0) {
          break;
        }
        done += read;
      }
    } catch (TruncatedMessageException e) {
      return Arrays.copyOf(bytes, done);
    }
    return Arrays.copyOf(bytes, done);
  }

  private <T> T reading(String what, Call<T> call) {
    return unchecked(() -> {
      try {
        return call.run();
      } catch (SocketTimeoutException e) {
        throw new ReadTimeoutException(
            "no byte within " + timeout + " while reading " + what + "; " + in.progress());
      }
    });
  }

  private static <T> T unchecked(Call<T> call) {
    try {
      return call.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Call<T> {
    T run() throws IOException;
  }
}
