package dev.banyan.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Closes a connection whose peer begins a second handshake, which TLS 1.2 allows and the JDK can't
 * be told to refuse. Stands below TLS from the first byte on, and reads no more than the types and
 * lengths of records (RFC 5246 section 6.2.1): one handshake record of the peer comes behind its
 * change of ciphers, and no other. TLS 1.3 has no second handshake, and hides what else comes.
 * Confined to its event loop.
 */
public final class RenegotiationGuard extends ChannelInboundHandlerAdapter {
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;

  private int headerOctets;
  private int length;
  private int left;
  private boolean ciphersChanged;
  private boolean finished;
  private boolean closed;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (!closed && goesOn(bytes)) {
      ctx.fireChannelRead(bytes);
      return;
    }
    bytes.release();
    if (!closed) {
      closed = true;
      Channels.closeBelow(ctx);
    }
  }

  /** Follows the records through {@code bytes}; false if one begins another handshake. */
  private boolean goesOn(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (at < end) {
      if (left > 0) {
        int skipped = Math.min(left, end - at);
        left -= skipped;
        at += skipped;
      } else if (!header(bytes.getUnsignedByte(at++))) {
        return false;
      }
    }
    return true;
  }

  /** The next octet of a header: the type, two of the version, two of the length. */
  private boolean header(int octet) {
    switch (headerOctets++) {
      case 0 -> {
        return expected(octet);
      }
      case 3 -> length = octet << 8;
      case 4 -> {
        left = length | octet;
        headerOctets = 0;
      }
      default -> {}
    }
    return true;
  }

  private boolean expected(int type) {
    if (type == HANDSHAKE && ciphersChanged) {
      boolean again = finished;
      finished = true;
      return !again;
    }
    ciphersChanged |= type == CHANGE_CIPHER_SPEC;
    return true;
  }
}
