package dev.banyan.server.exchange;

import dev.banyan.server.wire.BodySink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a copy of what was read of a request's body, so that it can be sent once more. Above its
 * bound, or above the bound of all together, it drops everything and keeps nothing more: it never
 * slows the body. Confined to its event loop.
 *
 * <p>It copies because a slice would keep the whole receive buffer alive, of which it may be a
 * small part: the bound would then not be one.
 */
final class ReplayBuffer {
  private final ReplayBudget budget;
  private final int maxBytes;
  private @Nullable ByteBuf kept;
  private boolean taken;
  private boolean keeping;
  private boolean dropped;

  /**
   * An empty buffer.
   *
   * @param maxBytes its bound; 0 if nothing need be kept
   */
  ReplayBuffer(ReplayBudget budget, int maxBytes) {
    this.budget = budget;
    this.maxBytes = maxBytes;
    this.keeping = maxBytes > 0;
  }

  /** Whether everything that was read so far can be sent once more. */
  boolean complete() {
    return keeping || !taken;
  }

  /** Whether the bound was met and the kept body dropped. */
  boolean dropped() {
    return dropped;
  }

  /** Sees a piece that goes to a sink, and keeps a copy of it. */
  void offer(ByteBuf piece) {
    taken = true;
    if (!keeping) {
      return;
    }
    int bytes = piece.readableBytes();
    if (keptBytes() + bytes > maxBytes || !budget.tryTake(bytes)) {
      drop();
    } else if (!keep(piece, bytes)) {
      budget.giveBack(bytes);
      drop();
    }
  }

  /** Keeps a copy of a piece; false if there is no memory for it. */
  private boolean keep(ByteBuf piece, int bytes) {
    try {
      if (kept == null) {
        kept = budget.buffers().directBuffer(Math.min(bytes, maxBytes), maxBytes);
      }
      kept.writeBytes(piece, piece.readerIndex(), bytes);
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  private void drop() {
    dropped = true;
    release();
  }

  /**
   * Sends a copy of all that is kept: what is kept may grow, and so move, before the system has
   * taken what was sent.
   */
  void replayTo(BodySink sink) {
    if (kept != null) {
      sink.sendBody(copy(kept));
    }
  }

  /** A copy; on the heap if there is no other memory, and the sink finds its own way. */
  private ByteBuf copy(ByteBuf bytes) {
    try {
      return bytes.copy();
    } catch (OutOfMemoryError e) {
      return Unpooled.copiedBuffer(bytes);
    }
  }

  /** Drops what is kept, and keeps nothing more. */
  void release() {
    keeping = false;
    if (kept != null) {
      budget.giveBack(kept.readableBytes());
      kept.release();
      kept = null;
    }
  }

  private int keptBytes() {
    return kept == null ? 0 : kept.readableBytes();
  }
}
