package dev.banyan.server.listen;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Channels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client that is one too many so: it answers the first bytes of a request, whatever they
 * say, with a 503, and reads what else was sent for a moment, lest a RST take the answer away.
 * Confined to its event loop.
 */
final class Farewell extends ChannelInboundHandlerAdapter {
  private static final long MOST_NANOS = 1_000_000_000L;
  private static final int MOST_BYTES = 64 << 10;
  private static final OwnAnswer ANSWER =
      new OwnAnswer(503, Ascii.bytes("Retry-After: 5\r\nCache-Control: no-store\r\n"), new byte[0]);

  private final ListenContext shared;
  private final Alarm alarm;
  private @Nullable ChannelHandlerContext context;
  private boolean answered;
  private int taken;

  Farewell(ListenContext shared) {
    this.shared = shared;
    this.alarm = shared.loop().timers().alarm(this::close);
  }

  private void close() {
    if (context != null) {
      Channels.close(context.channel());
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    alarm.at(shared.loop().timers().nanos() + MOST_NANOS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    taken += bytes.readableBytes();
    bytes.release();
    if (!answered) {
      answered = true;
      AnswerWriter writer = new AnswerWriter(shared.date());
      writer.beginUnread();
      writer.own(ctx, ANSWER, HeaderEdits.NONE);
      Channels.write(ctx, Unpooled.EMPTY_BUFFER, written -> Channels.shutdownOutput(ctx.channel()));
      ctx.flush();
    }
    if (taken > MOST_BYTES) {
      close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    alarm.end();
  }
}
