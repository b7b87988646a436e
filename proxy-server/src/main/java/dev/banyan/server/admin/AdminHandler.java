package dev.banyan.server.admin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one admin connection. Confined to the admin loop. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

  private final AdminPages pages;

  AdminHandler(AdminPages pages) {
    this.pages = pages;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    boolean invalid = request.decoderResult().isFailure();
    boolean keep = !invalid && HttpUtil.isKeepAlive(request);
    AdminPage page = invalid ? AdminPage.badRequest() : pages.answer(request);
    FullHttpResponse response = response(ctx, page, HttpMethod.HEAD.equals(request.method()));
    HttpUtil.setKeepAlive(response, keep);
    var written = ctx.writeAndFlush(response);
    if (!keep) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static FullHttpResponse response(
      ChannelHandlerContext ctx, AdminPage page, boolean head) {
    byte[] body = page.body();
    ByteBuf content = ctx.alloc().buffer(head ? 0 : body.length);
    if (!head) {
      content.writeBytes(body);
    }
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, page.status(), content);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, page.contentType())
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    if (page.allow() != null) {
      response.headers().set(HttpHeaderNames.ALLOW, page.allow());
    }
    return response;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("admin connection closed: {}", cause.toString());
    var unused = ctx.close();
  }
}
