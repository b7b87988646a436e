package dev.banyan.server.exchange.sim;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * Bodies whose every byte says whose it is and where it belongs, in buffers that must all have been
 * released at the end.
 */
final class Content {
  private final List<ByteBuf> made = new ArrayList<>();

  /** A piece of the body of {@code owner}. */
  ByteBuf piece(int owner, long offset, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = expected(owner, offset + i);
    }
    ByteBuf piece = Unpooled.wrappedBuffer(bytes);
    made.add(piece);
    return piece;
  }

  /** Whether {@code piece} is what stands at {@code offset} in the body of {@code owner}. */
  static boolean matches(ByteBuf piece, int owner, long offset) {
    int start = piece.readerIndex();
    for (int i = 0; i < piece.readableBytes(); i++) {
      if (piece.getByte(start + i) != expected(owner, offset + i)) {
        return false;
      }
    }
    return true;
  }

  void checkReleased() {
    for (ByteBuf piece : made) {
      BrokenPromise.unlessEqual(0, piece.refCnt(), "references to a body's piece at the end");
    }
  }

  private static byte expected(int owner, long offset) {
    return (byte) (owner * 37L + offset * 7 + (offset >>> 8) * 11);
  }
}
