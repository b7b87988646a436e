package dev.banyan.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * Sends a head and a body in pieces. Without pauses, small pieces are gathered into one write.
 * Confined to one thread.
 */
final class PieceWriter {
  private static final int GATHER_BYTES = 64 * 1024;

  private final Wire wire;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  PieceWriter(Wire wire) {
    this.wire = wire;
  }

  void append(String text) {
    pending.writeBytes(WireInput.latin1(text));
  }

  /** Sends the payload up to the limit as it is. */
  void pieces(Payload payload, int pieceBytes, Duration pause, long limit) throws IOException {
    send(payload, pieceBytes, pause, limit, false);
  }

  /** Sends the payload up to the limit in chunks; the last one is broken off by the limit. */
  void chunks(Payload payload, int chunkBytes, Duration pause, long limit) throws IOException {
    send(payload, chunkBytes, pause, limit, true);
  }

  void lastChunk(List<String> trailers) {
    append("0\r\n");
    trailers.forEach(line -> append(line + "\r\n"));
    append("\r\n");
  }

  void flush() throws IOException {
    wire.write(pending.toByteArray());
    pending.reset();
  }

  private void send(Payload payload, int pieceBytes, Duration pause, long limit, boolean chunked)
      throws IOException {
    long end = Math.min(payload.length(), limit);
    try (InputStream in = payload.open()) {
      for (long sent = 0; sent < end; ) {
        int whole = (int) Math.min(pieceBytes, payload.length() - sent);
        byte[] piece = in.readNBytes((int) Math.min(whole, end - sent));
        if (chunked) {
          append(Integer.toHexString(whole) + "\r\n");
        }
        pending.writeBytes(piece);
        if (chunked && piece.length == whole) {
          append("\r\n");
        }
        sent += piece.length;
        breathe(pause);
      }
    }
  }

  private void breathe(Duration pause) throws IOException {
    if (!pause.isZero()) {
      flush();
      wire.pause(pause);
    } else if (pending.size() >= GATHER_BYTES) {
      flush();
    }
  }
}
