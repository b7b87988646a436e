package dev.banyan.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Reads one body by its framing and captures it. What was read stays available through {@link
 * #captured} when the reading fails. Confined to one thread.
 */
final class BodyReader {
  /** How many bytes of a body are kept, 1 MiB. */
  static final int KEPT_BYTES = 1024 * 1024;

  /** Far below this, honest senders end the extensions of a chunk. */
  private static final int MAX_EXTENSION_BYTES = 300;

  private static final int MAX_LINE_BYTES = 4096;

  private final WireInput in;
  private final MessageDigest digest = Sha256.digest();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[16 * 1024];
  private HeaderLines trailers = HeaderLines.NONE;
  private long length;

  BodyReader(WireInput in) {
    this.in = in;
  }

  /**
   * Reads the body to its end.
   *
   * @throws TruncatedMessageException if the peer leaves first
   * @throws MalformedMessageException if the chunked framing is broken
   */
  void read(BodyFraming framing) throws IOException {
    switch (framing.kind()) {
      case NONE -> {}
      case FIXED -> fixed(framing.length());
      case CHUNKED -> chunked();
      case UNTIL_CLOSE -> untilClose();
    }
  }

  /** Returns what was read so far. */
  CapturedBody captured() {
    String sha256 = HexFormat.of().formatHex(Sha256.copy(digest).digest());
    return new CapturedBody(kept.toByteArray(), length, sha256, trailers);
  }

  private void fixed(long count) throws IOException {
    for (long left = count; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new TruncatedMessageException(Ending.FIN, "FIN with " + left + " bytes to come");
      }
      take(read);
      left -= read;
    }
  }

  private void chunked() throws IOException {
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      fixed(size);
      if (!in.readLine(MAX_LINE_BYTES).equals("\r\n")) {
        throw new MalformedMessageException("chunk longer than its size " + size);
      }
    }
    trailers = HeadReader.fields(in, new StringBuilder());
  }

  private long chunkSize() throws IOException {
    String line = in.readLine(MAX_LINE_BYTES);
    int end = 0;
    while (end < line.length() && Character.digit(line.charAt(end), 16) >= 0) {
      end++;
    }
    boolean ended = line.startsWith("\r\n", end) || line.startsWith(";", end);
    boolean bounded = line.length() - end <= MAX_EXTENSION_BYTES;
    boolean quoteOpen = line.chars().filter(c -> c == '"').count() % 2 != 0;
    if (end == 0 || end > 15 || !ended || !bounded || quoteOpen || !line.endsWith("\r\n")) {
      throw new MalformedMessageException("chunk size: " + line.strip());
    }
    HeadReader.checkText(line.substring(0, line.length() - 2), end);
    return Long.parseLong(line.substring(0, end), 16);
  }

  private void untilClose() throws IOException {
    for (int read = next(); read >= 0; read = next()) {
      take(read);
    }
  }

  private int next() throws IOException {
    return in.read(buffer, 0, buffer.length);
  }

  private void take(int count) {
    digest.update(buffer, 0, count);
    kept.write(buffer, 0, Math.min(count, KEPT_BYTES - kept.size()));
    length += count;
  }
}
