package dev.banyan.server.listen;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadViolation;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.plan.ClientFacts;
import dev.banyan.server.exchange.ClientStream;
import dev.banyan.server.exchange.Exchange;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Channels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;

/**
 * A client's HTTP/1.1 connection: one exchange after the other, in the order of their requests.
 * Confined to its event loop.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements ClientStream {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final ListenContext shared;
  private final RequestReader reader;
  private final AnswerWriter writer;
  private final ClientFacts facts;
  private final String address;
  private final ClientWatch watch;
  private final Alarm exchangeAlarm;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Exchange exchange;
  private boolean processing;
  private boolean closing;
  private boolean inputShut;

  ClientConnection(ListenContext shared, ClientLimits limits, ClientFacts facts, String address) {
    this.shared = shared;
    this.facts = facts;
    this.address = address;
    this.reader = new RequestReader(limits.head());
    this.writer = new AnswerWriter();
    this.watch = new ClientWatch(this, shared.loop().timers(), limits);
    this.exchangeAlarm = shared.loop().timers().alarm(this::exchangeAlarmRang);
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("connection: not open (expected: open)");
    }
    return context;
  }

  // Requests.

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    shared.opened(this);
    watch.idle();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (closing) {
      bytes.release();
      return;
    }
    reader.add(ctx.alloc(), bytes);
    process();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.requestReadComplete();
    }
  }

  /** Takes requests out of what was received, as far as exchanges let it. */
  private void process() {
    if (processing) {
      return;
    }
    processing = true;
    try {
      boolean more = true;
      while (more && !closing) {
        more = step();
      }
    } finally {
      processing = false;
    }
    if (!closing) {
      settle();
    }
  }

  private boolean step() {
    return switch (reader.next()) {
      case HEAD -> begin(reader.head());
      case PIECE -> piece(reader.piece());
      case END -> bodyEnded();
      case MORE, BLOCKED -> false;
      case INVALID -> invalid(reader.violation());
    };
  }

  private boolean begin(RequestHead head) {
    writer.begin(head, shared.draining());
    Exchange opened = shared.exchanges().open(this, head, facts, address);
    if (opened == null) {
      return true;
    }
    exchange = opened;
    if (reader.complete()) {
      opened.requestEnd(Trailers.NONE);
    }
    opened.start();
    return true;
  }

  private boolean piece(ByteBuf piece) {
    if (exchange == null) {
      piece.release();
    } else {
      exchange.requestBody(piece);
    }
    return true;
  }

  private boolean bodyEnded() {
    if (exchange != null) {
      exchange.requestEnd(reader.trailers());
    }
    return true;
  }

  private boolean invalid(HeadViolation violation) {
    shared.meters().refused(violation);
    Exchange running = exchange;
    if (running != null) {
      running.refuse(violation.status(), "bad-request");
    } else {
      writer.beginUnread();
      respond(violation.status(), violation.reason(), HeaderEdits.NONE);
    }
    return false;
  }

  /** Sets reading and time-outs by what is waited for now. */
  private void settle() {
    reader.compact();
    readOn(reader.wantsBytes());
    if (exchange == null) {
      if (reader.hasBytes()) {
        watch.head();
      } else {
        watch.idle();
      }
      if (inputShut) {
        close();
      }
    } else if (reader.awaitsBody()) {
      if (inputShut) {
        gone();
      } else {
        watch.body();
      }
    }
  }

  /** Says whether to read; behind a FIN there is nothing, and epoll refuses to be asked again. */
  private void readOn(boolean wanted) {
    var config = context().channel().config();
    if (!inputShut && config.isAutoRead() != wanted) {
      config.setAutoRead(wanted);
    }
  }

  @Override
  public void demandBody(boolean wanted) {
    reader.demand(wanted);
    if (wanted) {
      process();
    }
  }

  // The answer.

  @Override
  public Alarm alarm() {
    return exchangeAlarm;
  }

  private void exchangeAlarmRang() {
    if (exchange != null) {
      exchange.alarmRang();
    }
  }

  @Override
  public void sendInformational(ResponseHead head) {
    writer.informational(context(), head);
    flush();
  }

  @Override
  public void sendHead(ResponseHead head, HeaderEdits edits, BodyFraming framing) {
    if (!reader.complete() || inputShut) {
      writer.closeAfterwards();
    }
    writer.head(context(), head, edits, framing);
  }

  @Override
  public void sendBody(ByteBuf piece) {
    writer.piece(context(), piece);
  }

  @Override
  public boolean writable() {
    return context().channel().isWritable();
  }

  @Override
  public void flush() {
    context().flush();
    watch.flushed(context().channel());
  }

  @Override
  public void endBody(Trailers trailers) {
    writer.end(context(), trailers);
    answered();
  }

  @Override
  public void respond(int status, String reason, HeaderEdits edits) {
    if (!reader.complete() || inputShut) {
      writer.closeAfterwards();
    }
    writer.own(context(), status, edits);
    answered();
  }

  private void answered() {
    exchange = null;
    if (writer.closes() || !reader.complete()) {
      finish();
      return;
    }
    flush();
    reader.nextRequest();
    process();
  }

  @Override
  public void truncate() {
    exchange = null;
    closing = true;
    context().flush();
    if (writer.delimitedByClose()) {
      Channels.reset(context().channel());
    } else {
      close();
    }
  }

  // The end.

  /** Sends what was written, then closes; first reads on where a RST could destroy the answer. */
  private void finish() {
    closing = true;
    boolean unread = !reader.complete() || reader.hasBytes();
    reader.release();
    ChannelHandlerContext ctx = context();
    readOn(true);
    Channels.write(
        ctx,
        Unpooled.EMPTY_BUFFER,
        written -> {
          if (unread && !inputShut && written.isSuccess()) {
            Channels.shutdownOutput(ctx.channel());
            watch.lingering();
          } else {
            close();
          }
        });
    flush();
  }

  void close() {
    closing = true;
    Channels.close(context().channel());
  }

  /** The client took or sent nothing for too long, or left. */
  void gone() {
    Exchange running = exchange;
    exchange = null;
    closing = true;
    if (running != null) {
      running.clientGone();
    }
    close();
  }

  /** A head or a body did not come in time. */
  void tooSlow() {
    shared.meters().tooSlow();
    Exchange running = exchange;
    if (running != null) {
      running.refuse(REQUEST_TIMEOUT, "client-too-slow");
    } else {
      writer.beginUnread();
      respond(REQUEST_TIMEOUT, "client-too-slow", HeaderEdits.NONE);
    }
  }

  boolean busy() {
    return exchange != null;
  }

  boolean awaitsBody() {
    return reader.awaitsBody();
  }

  boolean inputShut() {
    return inputShut;
  }

  void drain(boolean closeIdle) {
    writer.closeAfterwards();
    if (closeIdle && exchange == null && !closing) {
      close();
    }
  }

  boolean cut() {
    Exchange running = exchange;
    if (running != null) {
      running.refuse(SERVICE_UNAVAILABLE, "draining");
    } else {
      close();
    }
    return running != null;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (exchange != null && ctx.channel().isWritable()) {
      exchange.clientWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputShut = true;
      if (exchange == null || closing) {
        close();
      } else if (reader.mayEnd()) {
        watch.halfClosed();
      } else {
        gone();
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    gone();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    shared.closed(this);
    shared.meters().closed();
    watch.stop();
    Exchange running = exchange;
    exchange = null;
    closing = true;
    if (running != null) {
      running.clientGone();
    }
    exchangeAlarm.end();
    reader.release();
  }
}
