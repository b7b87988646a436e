package dev.banyan.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;

/** Bytes that were received and not used yet. Confined to one connection. */
public final class Received {
  private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

  /** Adds bytes, which are taken over, behind those at hand. */
  public void add(ByteBufAllocator alloc, ByteBuf more) {
    if (bytes.isReadable()) {
      bytes = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(alloc, bytes, more);
    } else {
      bytes.release();
      bytes = more;
    }
  }

  /** The bytes at hand; reading them uses them up. */
  public ByteBuf bytes() {
    return bytes;
  }

  /** Whether any byte is at hand. */
  public boolean hasBytes() {
    return bytes.isReadable();
  }

  /** Lets go of memory that is not needed any more: call it when reading pauses. */
  public void compact() {
    if (!bytes.isReadable()) {
      release();
    }
  }

  /** Drops all. */
  public void release() {
    bytes.release();
    bytes = Unpooled.EMPTY_BUFFER;
  }
}
