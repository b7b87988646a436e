package dev.banyan.server.admin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one admin connection, one after the other. A connection that brings no
 * whole request in time, or too many at once, is closed. Confined to the admin loop.
 */
final class AdminHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);
  private static final int WAITING = 16;

  private final AdminPages pages;
  private final AdminPatience patience;
  private final AdminConnections all;
  private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext context;
  private boolean answering;
  private long silentSince = System.nanoTime();
  private @Nullable Future<?> deadline;

  /**
   * A handler of one connection.
   *
   * @param all the connections of the port, of which this becomes one
   */
  AdminHandler(AdminPages pages, AdminPatience patience, AdminConnections all) {
    this.pages = pages;
    this.patience = patience;
    this.all = all;
  }

  /** Whether an answer is sent and not taken yet. */
  boolean answering() {
    return answering;
  }

  /** Since when there was no request and no answer's end, in ns. */
  long silentSince() {
    return silentSince;
  }

  /** Closes the connection. */
  void close() {
    if (context != null) {
      var unused = context.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    all.opened(this);
    startWaiting(ctx, patience.firstMillis());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    FullHttpRequest request = (FullHttpRequest) message;
    if (!answering) {
      answer(ctx, request);
    } else if (waiting.size() < WAITING) {
      waiting.add(request);
    } else {
      request.release();
      var unused = ctx.close();
    }
  }

  private void answer(ChannelHandlerContext ctx, FullHttpRequest request) {
    answering = true;
    silentSince = System.nanoTime();
    stopWaiting();
    boolean invalid = request.decoderResult().isFailure();
    boolean keep = !invalid && HttpUtil.isKeepAlive(request);
    AdminPage page = invalid ? AdminPage.badRequest() : page(ctx, request);
    FullHttpResponse response = response(page, HttpMethod.HEAD.equals(request.method()));
    request.release();
    HttpUtil.setKeepAlive(response, keep);
    int bytes = response.content().readableBytes();
    all.sending(this, bytes);
    ChannelFuture written = ctx.writeAndFlush(response);
    written.addListener(done -> {
      all.sent(bytes);
      if (keep && done.isSuccess()) {
        answered(ctx);
      } else {
        ctx.close();
      }
    });
  }

  private void answered(ChannelHandlerContext ctx) {
    answering = false;
    silentSince = System.nanoTime();
    FullHttpRequest next = waiting.poll();
    if (next == null) {
      startWaiting(ctx, patience.nextMillis());
    } else {
      answer(ctx, next);
    }
  }

  private AdminPage page(ChannelHandlerContext ctx, FullHttpRequest request) {
    InetSocketAddress peer = (InetSocketAddress) ctx.channel().remoteAddress();
    try {
      return pages.answer(request, peer.getAddress());
    } catch (RuntimeException e) {
      LOG.error("admin page {} failed", AdminPages.path(request.uri()), e);
      return AdminPage.failed();
    }
  }

  private static FullHttpResponse response(AdminPage page, boolean head) {
    byte[] body = page.body();
    ByteBuf content = head ? Unpooled.EMPTY_BUFFER : AdminBuffers.ALL.body(body);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, page.status(), content);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, page.contentType())
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    page.field().forEach((name, value) -> response.headers().set(name, value));
    return response;
  }

  private void startWaiting(ChannelHandlerContext ctx, long millis) {
    deadline = ctx.executor().schedule(() -> ctx.close(), millis, TimeUnit.MILLISECONDS);
  }

  private void stopWaiting() {
    Future<?> timer = deadline;
    if (timer != null) {
      timer.cancel(false);
      deadline = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    all.closed(this);
    stopWaiting();
    waiting.forEach(FullHttpRequest::release);
    waiting.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("admin connection closed: {}", cause.toString());
    var unused = ctx.close();
  }
}
