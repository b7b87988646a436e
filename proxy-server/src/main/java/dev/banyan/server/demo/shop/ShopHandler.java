package dev.banyan.server.demo.shop;

import dev.banyan.core.split.Side;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one shop, as its fault wants it. Faults after which nobody knows whether
 * a request was executed do execute it, so that a replay of it would be found. Shared by the shop's
 * connections, on one event loop.
 */
@Sharable
final class ShopHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  /** The field that names the shop. */
  static final String SERVED_BY = "X-Served-By";

  private final Side side;
  private final ShopStore store;
  private final ShopApi api;
  private final RequestLedger ledger;
  private final FaultSwitch faults;
  private final long slowMillis;

  /**
   * @param slowMillis how long an answer takes while the shop is slow
   */
  ShopHandler(
      Side side, ShopStore store, RequestLedger ledger, FaultSwitch faults, long slowMillis) {
    this.side = side;
    this.store = store;
    this.api = new ShopApi(side, store);
    this.ledger = ledger;
    this.faults = faults;
    this.slowMillis = slowMillis;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
    ShopRequest request = ShopRequest.of(message);
    long began = System.nanoTime();
    noteAtNew(request, Treatment.SILENT, began);
    Fault fault = faults.fault();
    if (fault == Fault.ERRORS || (fault == Fault.WRITES && request.write())) {
      noteAtNew(request, Treatment.FAILED, began);
      ShopReply failure = new ShopReply(500, ShopApi.error("the new shop is broken"));
      Sockets.send(ctx.channel(), response(ctx, request, failure));
      return;
    }
    ShopReply reply = execute(request);
    long delay = fault == Fault.SLOW ? slowMillis : thinkingMillis();
    Sockets.later(ctx.channel(), delay, () -> act(ctx, fault, request, reply, began));
  }

  /**
   * Executes a request, unless one with its key was executed before: then the answer is the same.
   */
  private ShopReply execute(ShopRequest request) {
    ShopReply earlier = store.reply(request.key());
    if (earlier != null) {
      return earlier;
    }
    ShopReply reply =
        api.answer(request.method(), request.path(), request.argument(), request.user());
    if (request.write()) {
      store.keep(request.key(), reply);
      if (request.id() >= 0) {
        ledger.executed(request.id());
      }
    }
    return reply;
  }

  private void act(
      ChannelHandlerContext ctx,
      @Nullable Fault fault,
      ShopRequest request,
      ShopReply reply,
      long began) {
    if (fault == Fault.HANG || !ctx.channel().isActive()) {
      return;
    }
    noteAtNew(request, treatment(fault), began);
    if (fault == Fault.RESET) {
      Sockets.reset(ctx.channel());
    } else if (fault == Fault.GARBAGE) {
      Sockets.writeRaw(ctx.channel(), "\u0016\u0003 this is no HTTP\r\n\r\n");
    } else if (fault == Fault.CUT) {
      Sockets.writeCut(ctx.channel(), response(ctx, request, reply));
    } else {
      Sockets.send(ctx.channel(), response(ctx, request, reply));
    }
  }

  private static Treatment treatment(@Nullable Fault fault) {
    if (fault == Fault.RESET) {
      return Treatment.RESET;
    }
    if (fault == Fault.GARBAGE) {
      return Treatment.INVALID;
    }
    return fault == Fault.CUT ? Treatment.CUT : Treatment.ANSWERED;
  }

  /** How long a healthy shop takes: the old one a little longer. */
  private long thinkingMillis() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return side == Side.NEW ? random.nextLong(2, 6) : random.nextLong(5, 14);
  }

  private void noteAtNew(ShopRequest request, Treatment treatment, long began) {
    if (side == Side.NEW && request.id() >= 0) {
      ledger.atNew(request.id(), treatment, System.nanoTime() - began);
    }
  }

  private FullHttpResponse response(
      ChannelHandlerContext ctx, ShopRequest request, ShopReply reply) {
    ByteBuf body = ByteBufUtil.writeUtf8(ctx.alloc(), reply.body() + "\n");
    int length = body.readableBytes();
    if (request.head()) {
      body.clear();
    }
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .set(HttpHeaderNames.CONTENT_LENGTH, length)
        .set(SERVED_BY, side.name().toLowerCase(Locale.ROOT));
    return response;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Sockets.close(ctx.channel());
  }
}
