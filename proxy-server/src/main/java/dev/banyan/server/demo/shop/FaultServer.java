package dev.banyan.server.demo.shop;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Breaks and mends the new shop over HTTP, on a loopback port of its own: {@code POST
 * /faults/hang}, {@code POST /mend}; {@code GET /} tells what there is.
 */
public final class FaultServer implements AutoCloseable {
  private static final String FAULTS = "/faults/";

  private final Channel listener;

  private FaultServer(Channel listener) {
    this.listener = listener;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any
   */
  public static FaultServer start(EventLoop loop, FaultSwitch faults, int port) {
    return new FaultServer(
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(initializer(new Handler(faults)))
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .syncUninterruptibly()
            .channel());
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  @Override
  public void close() {
    Sockets.close(listener);
  }

  private static ChannelInitializer<Channel> initializer(Handler handler) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 10), handler);
      }
    };
  }

  @Sharable
  private static final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final FaultSwitch faults;

    Handler(FaultSwitch faults) {
      this.faults = faults;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      switch (request.method() + " " + request.uri()) {
        case "GET /" -> answer(ctx, HttpResponseStatus.OK, state() + help());
        case "POST /mend" -> {
          faults.set(null);
          answer(ctx, HttpResponseStatus.OK, state());
        }
        default -> breakOr404(ctx, request);
      }
    }

    private void breakOr404(ChannelHandlerContext ctx, FullHttpRequest request) {
      boolean asked = request.method().name().equals("POST") && request.uri().startsWith(FAULTS);
      Optional<Fault> fault =
          asked ? Fault.of(request.uri().substring(FAULTS.length())) : Optional.empty();
      if (fault.isPresent()) {
        faults.set(fault.get());
        answer(ctx, HttpResponseStatus.OK, state());
      } else {
        answer(ctx, HttpResponseStatus.NOT_FOUND, help());
      }
    }

    private String state() {
      Fault fault = faults.fault();
      return "The new shop " + (fault == null ? "is healthy" : fault.description()) + ".\n";
    }

    private static String help() {
      return Arrays.stream(Fault.values())
          .map(each -> "POST /faults/%-8s it %s".formatted(each.label(), each.description()))
          .collect(Collectors.joining("\n", "", "\nPOST /mend            it is healthy again\n"));
    }

    private static void answer(ChannelHandlerContext ctx, HttpResponseStatus status, String text) {
      ByteBuf body = ByteBufUtil.writeUtf8(ctx.alloc(), text);
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
      response
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
          .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
      Sockets.send(ctx.channel(), response);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      Sockets.close(ctx.channel());
    }
  }
}
