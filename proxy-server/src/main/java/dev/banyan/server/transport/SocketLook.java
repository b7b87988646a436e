package dev.banyan.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Looks into sockets: what a peer sent that the event loop was not told of yet, or has not handled.
 * Confined to one event loop.
 */
public final class SocketLook {
  private final ByteBuffer one = ByteBuffer.allocateDirect(1);

  /**
   * Whether the socket is open and nothing waits in it: no byte, no end, no error. One system call
   * that does not block. A byte that waits is taken out, so where this says no the channel is of no
   * use any more.
   */
  public boolean silent(Channel channel) {
    try {
      return read(channel) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private int read(Channel channel) throws IOException {
    if (channel instanceof UnixChannel epoll) {
      return epoll.fd().read(one, 0, 1);
    }
    one.clear();
    return channel instanceof NioClientChannel nio ? nio.readPast(one) : 0;
  }
}
