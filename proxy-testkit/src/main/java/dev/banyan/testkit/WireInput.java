package dev.banyan.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;

/** Reads lines and bytes from a socket and tells FIN from RST. Confined to one thread. */
final class WireInput {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int SHOWN_BYTES = 200;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private long received;
  private int lastLimit;

  WireInput(InputStream in) {
    this.in = in;
  }

  /** Returns the next byte, or -1 at FIN. Throws {@link TruncatedMessageException} at RST. */
  int read() throws IOException {
    return fill() ? buffer[position++] & 0xff : -1;
  }

  /** Reads at least one byte into the array; returns how many, or -1 at FIN. */
  int read(byte[] target, int offset, int length) throws IOException {
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  /** Tells whether a byte or FIN is at hand, waiting for it as long as the socket allows. */
  boolean awaitByte() throws IOException {
    return fill();
  }

  /** Tells whether bytes were received that nobody has read yet. */
  boolean buffered() {
    return position < limit;
  }

  /**
   * Reads one line with its line end, as ISO 8859-1.
   *
   * @throws TruncatedMessageException if the peer leaves before the line end
   * @throws MalformedMessageException if the line has more than {@code maxBytes}
   */
  String readLine(int maxBytes) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = read();
      if (next < 0) {
        throw new TruncatedMessageException(Ending.FIN, "FIN after: " + line);
      }
      line.append((char) next);
      if (next == '\n') {
        return line.toString();
      }
      if (line.length() >= maxBytes) {
        throw new MalformedMessageException("line over " + maxBytes + " bytes");
      }
    }
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    position = 0;
    limit = 0;
    try {
      limit = Math.max(0, in.read(buffer));
    } catch (SocketException e) {
      throw truncated(Ending.RESET, e);
    } catch (EOFException | SSLException e) {
      throw truncated(Ending.FIN, e);
    }
    received += limit;
    lastLimit = limit > 0 ? limit : lastLimit;
    return limit > 0;
  }

  /** Says how much came so far and how it ended, for messages. */
  String progress() {
    int from = Math.max(0, lastLimit - SHOWN_BYTES);
    String tail = new String(buffer, from, lastLimit - from, StandardCharsets.ISO_8859_1);
    return received + " bytes came on this connection, the last ones: \"" + tail + "\"";
  }

  private static TruncatedMessageException truncated(Ending ending, IOException cause) {
    TruncatedMessageException truncated =
        new TruncatedMessageException(ending, String.valueOf(cause.getMessage()));
    truncated.initCause(cause);
    return truncated;
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
