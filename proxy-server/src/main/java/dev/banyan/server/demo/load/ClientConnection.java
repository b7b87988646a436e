package dev.banyan.server.demo.load;

import dev.banyan.server.demo.load.Outcome.Ending;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of the load, with one request at a time. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class ClientConnection extends SimpleChannelInboundHandler<HttpObject> {
  private static final long PATIENCE_SECONDS = 10;

  private final LoadClient owner;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Consumer<Outcome> listener;
  private @Nullable HttpResponse head;
  private @Nullable Future<?> patience;
  private long beganNanos;
  private long idleSinceNanos;

  ClientConnection(LoadClient owner) {
    this.owner = owner;
  }

  /** When the last answer ended. */
  long idleSinceNanos() {
    return idleSinceNanos;
  }

  /** Sends a request; the connection must be idle. */
  void send(FullHttpRequest request, long began, Consumer<Outcome> told) {
    ChannelHandlerContext ctx = context;
    beganNanos = began;
    listener = told;
    head = null;
    if (ctx == null) {
      request.release();
      end(Ending.NO_ANSWER);
      return;
    }
    patience =
        ctx.executor().schedule(() -> giveUp(Ending.SILENT), PATIENCE_SECONDS, TimeUnit.SECONDS);
    ctx.writeAndFlush(request);
  }

  /** Closes the connection. */
  void close() {
    if (context != null) {
      context.close();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
    if (message.decoderResult().isFailure()) {
      giveUp(Ending.INVALID);
      return;
    }
    if (message instanceof HttpResponse response && response.status().code() >= 200) {
      head = response;
    }
    if (message instanceof LastHttpContent && head != null) {
      answered(ctx, head);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    owner.forget(this);
    end(head == null ? Ending.NO_ANSWER : Ending.TRUNCATED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private void answered(ChannelHandlerContext ctx, HttpResponse response) {
    idleSinceNanos = System.nanoTime();
    if (HttpUtil.isKeepAlive(response)) {
      owner.release(this);
    } else {
      ctx.close();
    }
    end(Ending.ANSWERED);
  }

  private void giveUp(Ending ending) {
    end(ending);
    close();
  }

  private void end(Ending ending) {
    Consumer<Outcome> told = listener;
    if (told == null) {
      return;
    }
    listener = null;
    if (patience != null) {
      patience.cancel(false);
    }
    HttpResponse response = head;
    List<String> cookies =
        response == null ? List.of() : response.headers().getAll(HttpHeaderNames.SET_COOKIE);
    told.accept(
        new Outcome(
            ending,
            response == null ? 0 : response.status().code(),
            response == null ? null : response.headers().get("X-Served-By"),
            cookies,
            beganNanos,
            System.nanoTime()));
  }
}
