package dev.banyan.server.transport;

import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection to a backend on NIO, into whose socket {@link SocketLook} can look. */
public final class NioClientChannel extends NioSocketChannel {
  /** A channel that is not connected; for Netty, which makes it by reflection. */
  public NioClientChannel() {}

  /** Reads past the pipeline; returns as {@link java.nio.channels.SocketChannel#read}. */
  int readPast(ByteBuffer into) throws IOException {
    return javaChannel().read(into);
  }
}
