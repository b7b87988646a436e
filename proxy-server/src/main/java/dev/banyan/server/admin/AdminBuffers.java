package dev.banyan.server.admin;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * The buffers of the admin port, all of them on the heap: metrics and health are asked most when
 * connections have taken all memory outside of it. The JDK copies what it reads and writes through
 * a buffer of the thread, within the room that Netty's bound leaves. Shared-safe.
 */
final class AdminBuffers extends AbstractByteBufAllocator {
  static final AdminBuffers ALL = new AdminBuffers();

  /** What the JDK is given to copy at once, at most. */
  private static final int PIECE_BYTES = 64 << 10;

  private AdminBuffers() {
    super(false);
  }

  /** A body for the network, without a copy: {@code bytes} must not change any more. */
  ByteBuf body(byte[] bytes) {
    CompositeByteBuf body = compositeHeapBuffer(Math.max(1, bytes.length / PIECE_BYTES + 1));
    for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
      int length = Math.min(PIECE_BYTES, bytes.length - at);
      body.addComponent(true, Unpooled.wrappedBuffer(bytes, at, length));
    }
    return body;
  }

  @Override
  protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
    return new UnpooledHeapByteBuf(this, initialCapacity, maxCapacity);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    return newHeapBuffer(initialCapacity, maxCapacity);
  }

  @Override
  public boolean isDirectBufferPooled() {
    return false;
  }
}
