package dev.banyan.server.listen;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadViolation;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.exchange.ClientListener;
import dev.banyan.server.exchange.ClientStream;
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
  private static final int SERVICE_UNAVAILABLE = 503;

  private final ListenContext shared;
  private final RequestReader reader;
  private final AnswerWriter writer;
  private final Peer peer;
  private final ClientWatch watch;
  private final Alarm exchangeAlarm;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ClientListener exchange;
  private boolean processing;
  private boolean closing;
  private boolean inputShut;
  private boolean outOfMemory;

  ClientConnection(ListenContext shared, ClientLimits limits, Peer peer) {
    this.shared = shared;
    this.peer = peer;
    this.reader = new RequestReader(limits.head());
    this.writer = new AnswerWriter(shared.date());
    this.watch = new ClientWatch(this, shared, limits);
    this.exchangeAlarm = shared.loop().timers().alarm(this::exchangeAlarmRang);
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("connection: not open (expected: open)");
    }
    return context;
  }

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
      watch.receivedWhileClosing();
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
    if (!watch.running(head.bytes().length)) {
      return false;
    }
    writer.begin(head, shared.draining());
    ClientListener opened = shared.exchanges().open(this, head, peer);
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
    refuse(violation.status(), violation.label());
    return false;
  }

  /** Refuses the request that is read, or what should become one. */
  void refuse(int status, String reason) {
    ClientListener running = exchange;
    if (running != null) {
      running.refuse(status, reason);
    } else {
      writer.beginUnread();
      shared.exchanges().refuse(this, peer, status, reason);
    }
  }

  /** Sets reading and time-outs by what is waited for now. */
  private void settle() {
    reader.compact();
    if (inputShut) {
      nothingMoreComes();
      return;
    }
    Channels.reading(context().channel(), reader.wantsBytes());
    if (exchange != null) {
      if (reader.awaitsBody()) {
        watch.body();
      }
    } else if (reader.headBegun()) {
      watch.head(reader.heldBytes());
    } else {
      watch.idle();
    }
  }

  @Override
  public void demandBody(boolean wanted) {
    reader.demand(wanted);
    if (wanted) {
      process();
    }
  }

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
    reader.informed(head.status());
    if (reader.awaitsBody()) {
      watch.body();
    }
  }

  @Override
  public void sendHead(ResponseHead head, HeaderEdits edits, BodyFraming framing) {
    closeIfLast();
    writer.head(context(), head, edits, framing);
  }

  /** No request can follow one that is not read to its end, or that the client's FIN is behind. */
  private void closeIfLast() {
    if (!reader.complete() || (inputShut && !reader.hasBytes())) {
      writer.closeAfterwards();
    }
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
    watch.flushed(context().channel(), writer.writtenBytes());
  }

  @Override
  public void endBody(Trailers trailers) {
    writer.end(context(), trailers);
    answered();
  }

  @Override
  public void respond(OwnAnswer answer, HeaderEdits edits) {
    closeIfLast();
    writer.own(context(), answer, edits);
    answered();
  }

  private void answered() {
    exchange = null;
    if (writer.closes() || !reader.complete()) {
      finish(!reader.complete() || reader.hasBytes());
      return;
    }
    watch.running();
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

  /** Sends what was written, then closes; lingers if bytes are unread, which would cause a RST. */
  void finish(boolean unread) {
    closing = true;
    watch.running();
    reader.release();
    ChannelHandlerContext ctx = context();
    Channels.reading(ctx.channel(), true);
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
    abandon();
    close();
  }

  private void abandon() {
    ClientListener running = exchange;
    exchange = null;
    closing = true;
    if (running != null) {
      running.clientGone();
    }
  }

  boolean busy() {
    return exchange != null;
  }

  boolean awaitsBody() {
    return reader.awaitsBody();
  }

  void drain() {
    writer.closeAfterwards();
  }

  void closeIfIdle() {
    if (exchange == null && !closing && !reader.headBegun()) {
      finish(false);
    }
  }

  /** Ends what is under way; false if that was nothing, not even an answer that is being taken. */
  boolean cut() {
    if (exchange == null && (closing || !reader.headBegun())) {
      boolean taking = Channels.hasPending(context().channel());
      close();
      return taking;
    }
    refuse(exchange == null ? SERVICE_UNAVAILABLE : exchange.statusIfCut(), "draining");
    return true;
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
      nothingMoreComes();
    }
  }

  /** The client has sent a FIN; what came before it may still be in use. */
  private void nothingMoreComes() {
    if (closing) {
      watch.leftWhileClosing();
    } else if (exchange == null) {
      finish(false);
    } else if (reader.mayEnd()) {
      watch.halfClosed();
    } else {
      gone();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    shared.loop().faults().tell(cause);
    if (cause instanceof OutOfMemoryError) {
      // Nothing may be written behind what could not be. The exchange may be writing right now, so
      // it is told once the channel is closed.
      shared.loop().memory().failed();
      outOfMemory = true;
      close();
    } else if (!outOfMemory) {
      gone();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    shared.closed(this);
    watch.stop();
    abandon();
    exchangeAlarm.end();
    reader.release();
  }
}
