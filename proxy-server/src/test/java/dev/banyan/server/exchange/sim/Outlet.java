package dev.banyan.server.exchange.sim;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/**
 * Bytes on their way into a socket: written, flushed, and taken by the system at once, later, in
 * parts, or never beyond a point.
 */
final class Outlet {
  private static final int HIGH_WATER = 500;

  private final Sim sim;
  private final Runnable moved;
  private final Runnable becameWritable;
  private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
  private final boolean atOnce;
  private final long stopsAt;
  private final long pause;
  private long unflushed;
  private long pending;
  private long taken;
  private boolean full;
  private boolean scheduled;
  private boolean closed;

  /**
   * A way that is open.
   *
   * @param moved is told whenever the system took bytes
   * @param becameWritable is told when more may be written after it might not
   */
  Outlet(Sim sim, long pause, Runnable moved, Runnable becameWritable) {
    this.sim = sim;
    this.pause = pause;
    this.moved = moved;
    this.becameWritable = becameWritable;
    this.atOnce = sim.draw.chance(60);
    this.stopsAt = sim.draw.chance(94) ? Long.MAX_VALUE : sim.draw.between(0, 600);
  }

  boolean writable() {
    return !full;
  }

  long unflushed() {
    return unflushed;
  }

  long pending() {
    return pending;
  }

  long taken() {
    return taken;
  }

  boolean isEmpty() {
    return unflushed + pending == 0;
  }

  /** Whether it stands still for good. */
  boolean stopped() {
    return pending > 0 && taken >= stopsAt;
  }

  /** Bytes of what was written before are still on their way. */
  void leftOver(int bytes) {
    pending += bytes;
    full |= pending > HIGH_WATER;
    later();
  }

  void write(int bytes) {
    unflushed += bytes;
    full |= unflushed + pending > HIGH_WATER;
  }

  /** Writes a piece, which is taken over and released once the system has it. */
  void write(ByteBuf piece) {
    write(piece.readableBytes());
    if (piece.isReadable()) {
      pieces.add(piece);
    } else {
      piece.release();
    }
  }

  void flush() {
    pending += unflushed;
    unflushed = 0;
    if (atOnce) {
      take(pending);
    } else {
      later();
    }
  }

  private void later() {
    if (!scheduled && pending > 0 && taken < stopsAt) {
      scheduled = true;
      ExchangeRun run = sim.current();
      sim.time.in(sim.draw.pause(pause), () -> run.event(this::takeSome));
    }
  }

  private void takeSome() {
    scheduled = false;
    if (!closed && pending > 0) {
      take(sim.draw.chance(50) ? pending : 1 + sim.draw.below((int) pending));
      later();
    }
  }

  private void take(long most) {
    long count = Math.min(most, stopsAt - taken);
    if (count <= 0) {
      return;
    }
    taken += count;
    pending -= count;
    if (pending + unflushed == 0) {
      releaseAll();
    }
    boolean wasFull = full;
    full = full && unflushed + pending > HIGH_WATER / 2;
    moved.run();
    if (wasFull && !full && !closed) {
      becameWritable.run();
    }
  }

  private void releaseAll() {
    for (ByteBuf piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      piece.release();
    }
  }

  /** Nothing moves any more. */
  void close() {
    closed = true;
    releaseAll();
  }
}
