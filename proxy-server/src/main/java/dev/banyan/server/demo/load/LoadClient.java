package dev.banyan.server.demo.load;

import dev.banyan.server.demo.load.Outcome.Ending;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps connections, notices a truncated answer and never retries, so that what it
 * sees is what the proxy did. Confined to its event loop.
 */
final class LoadClient {
  /** A connection that was idle for longer is not used again: the server may be closing it. */
  private static final long MOST_IDLE_NANOS = 3_000_000_000L;

  private final EventLoop loop;
  private final InetSocketAddress server;
  private final Bootstrap bootstrap;
  private final Deque<ClientConnection> idle = new ArrayDeque<>();

  LoadClient(EventLoop loop, InetSocketAddress server) {
    this.loop = loop;
    this.server = server;
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpClientCodec(), new ClientConnection(LoadClient.this));
                  }
                });
  }

  /** A request without a body. */
  static FullHttpRequest request(String method, String target) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), target, Unpooled.EMPTY_BUFFER);
    HttpHeaders headers = request.headers();
    if (!method.equals("GET")) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, 0);
    }
    return request;
  }

  /** Sends a request once and tells how it ended, exactly once and on the loop. */
  void send(FullHttpRequest request, Consumer<Outcome> listener) {
    request.headers().set(HttpHeaderNames.HOST, server.getHostString() + ":" + server.getPort());
    long began = System.nanoTime();
    ClientConnection pooled = takeIdle(began);
    if (pooled != null) {
      pooled.send(request, began, listener);
      return;
    }
    ChannelFuture connected = bootstrap.connect(server);
    connected.addListener(done -> {
      if (done.isSuccess()) {
        connected.channel().pipeline().get(ClientConnection.class).send(request, began, listener);
      } else {
        request.release();
        listener.accept(
            new Outcome(Ending.UNREACHABLE, 0, null, List.of(), began, System.nanoTime()));
      }
    });
  }

  /** Takes back a connection whose answer has ended in good order. */
  void release(ClientConnection connection) {
    idle.addFirst(connection);
  }

  /** Forgets a connection that has ended. */
  void forget(ClientConnection connection) {
    idle.remove(connection);
  }

  /** Closes what is idle. */
  void close() {
    loop.execute(() -> List.copyOf(idle).forEach(ClientConnection::close));
  }

  private @Nullable ClientConnection takeIdle(long now) {
    ClientConnection newest = idle.pollFirst();
    if (newest != null && now - newest.idleSinceNanos() < MOST_IDLE_NANOS) {
      return newest;
    }
    if (newest != null) {
      newest.close();
    }
    List.copyOf(idle).forEach(ClientConnection::close);
    return null;
  }
}
