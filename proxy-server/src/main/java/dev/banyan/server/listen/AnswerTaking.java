package dev.banyan.server.listen;

import dev.banyan.server.transport.Channels;
import dev.banyan.server.transport.Timers;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Watches how one client takes its answers: how long it takes nothing, and what is held for it
 * meanwhile. It costs nothing while the system takes all that is written. Confined to the
 * connection's event loop.
 */
final class AnswerTaking {
  static final long NEVER = Long.MAX_VALUE;

  private final Timers timers;
  private final long mostNanos;
  private final HeldAnswer held;
  private @Nullable ChannelHandlerContext slow;
  private long writtenBytes;
  private long takenBytes;
  private long takenNanos;
  private long besideBytes;
  private long aheadBytes;
  private boolean marked;

  /**
   * Nothing was written.
   *
   * @param mostNanos longest time in which a client takes no byte of its answer
   * @param reset ends the connection
   */
  AnswerTaking(SlowClients clients, Timers timers, long mostNanos, Runnable reset) {
    this.timers = timers;
    this.mostNanos = mostNanos;
    this.held = new HeldAnswer(clients, timers::nanos, this::taken, reset);
  }

  /**
   * Bytes were handed to the system, which may not have taken all of them.
   *
   * @param written how many were written on this connection, from its beginning
   * @return whether the client is slow from now on, and timed
   */
  boolean flushed(ChannelHandlerContext ctx, long written) {
    writtenBytes = written;
    boolean all = !Channels.hasPending(ctx.channel());
    if (all && slow == null) {
      return false;
    }
    boolean begins = slow == null;
    if (begins) {
      slow = ctx;
      takenBytes = taken();
      takenNanos = timers.runningNanos();
      besideBytes = Math.max(0, Channels.heldBesideBytes(ctx.channel()));
    }
    mark(ctx);
    count();
    return begins;
  }

  /** Has the queue tell when all that is in it now was taken. */
  private void mark(ChannelHandlerContext ctx) {
    if (!marked) {
      marked = true;
      Channels.write(ctx, Unpooled.EMPTY_BUFFER, taken -> markTaken(ctx));
      ctx.flush();
    }
  }

  private void markTaken(ChannelHandlerContext ctx) {
    marked = false;
    if (!ctx.channel().isActive()) {
      return;
    }
    if (Channels.pendingBytes(ctx.channel()) > 0) {
      mark(ctx);
    } else {
      slow = null;
      besideBytes = 0;
    }
    count();
  }

  /** So much of what the client sent is held until it takes more. */
  void readAhead(int bytes) {
    if (bytes != aheadBytes) {
      aheadBytes = bytes;
      count();
    }
  }

  private void count() {
    ChannelHandlerContext ctx = slow;
    long queued = ctx == null ? 0 : Channels.heldBytes(ctx.channel()) + besideBytes;
    held.holds(queued + aheadBytes);
  }

  private long taken() {
    ChannelHandlerContext ctx = slow;
    return ctx == null ? writtenBytes : writtenBytes - Channels.pendingBytes(ctx.channel());
  }

  /** Whether the client took no byte for too long, on the clock of what is waited for. */
  boolean stalled(long now) {
    if (slow == null) {
      return false;
    }
    long taken = taken();
    if (taken != takenBytes) {
      takenBytes = taken;
      takenNanos = now;
    }
    return slow != null && now - takenNanos >= mostNanos;
  }

  /** When to ask whether it has stalled; {@link #NEVER} if that can't be. */
  long due() {
    return slow == null ? NEVER : takenNanos + mostNanos;
  }

  /** The connection is closed. */
  void stop() {
    slow = null;
    held.holds(0);
  }
}
