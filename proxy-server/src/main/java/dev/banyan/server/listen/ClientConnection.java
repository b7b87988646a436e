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
import dev.banyan.server.exchange.ClientSession;
import dev.banyan.server.exchange.ClientStream;
import dev.banyan.server.exchange.ExchangePort;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Channels;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;

/**
 * A client's HTTP/1.1 connection: one exchange after the other, in the order of their requests.
 * Confined to its event loop.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements ClientStream {
  private final ListenContext shared;
  private final RequestReader reader;
  private final AnswerWriter writer;
  private final Peer peer;
  private final ClientWatch watch;
  private final ClientEnding ending;
  private final Alarm exchangeAlarm;
  private final NextRequest next;
  private final ClientSession session = new ClientSession();
  private @Nullable ChannelHandlerContext context;
  private @Nullable ClientListener exchange;
  private boolean processing;
  private boolean outOfMemory;

  ClientConnection(ListenContext shared, ClientLimits limits, Peer peer) {
    this.shared = shared;
    this.peer = peer;
    this.reader = new RequestReader(limits.head());
    this.writer = new AnswerWriter(shared.date());
    this.watch = new ClientWatch(this, shared, limits);
    this.ending = new ClientEnding(this, reader, writer, watch);
    this.next = new NextRequest(shared.turns(), this::goOn);
    this.exchangeAlarm = shared.loop().timers().alarm(this::exchangeAlarmRang);
  }

  ClientEnding ending() {
    return ending;
  }

  ChannelHandlerContext context() {
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
    shared.opened(ending);
    watch.idle();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (ending.begun()) {
      watch.receivedWhileClosing();
      bytes.release();
      return;
    }
    reader.add(ctx.alloc(), bytes);
    process();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    next.turnOver();
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
      while (more && !ending.begun()) {
        more = step();
      }
    } finally {
      processing = false;
    }
    if (!ending.begun()) {
      settle();
    }
  }

  private boolean step() {
    if (exchange == null && next.mustWait(context().channel(), reader.hasBytes())) {
      return false;
    }
    watch.caughtUp();
    return switch (reader.next()) {
      case HEAD -> begin(reader.head());
      case PIECE -> piece(reader.piece());
      case END -> bodyEnded();
      case MORE, BLOCKED -> false;
      case INVALID -> invalid(reader.violation());
    };
  }

  /** What goes wrong outside of the pipeline is told as it would be within. */
  private void goOn() {
    try {
      process();
    } catch (RuntimeException | Error e) {
      context().pipeline().fireExceptionCaught(e);
    }
  }

  private boolean begin(RequestHead head) {
    next.begun();
    if (!watch.running(head.bytes().length)) {
      return false;
    }
    writer.begin(head, shared.draining());
    if (shared.refusing()) {
      ending.refused();
      shared.meters().cut();
      shared.exchanges().refuse(this, peer, ClientEnding.STATUS, ExchangePort.DRAINING);
      return true;
    }
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
    if (next.waits()) {
      Channels.reading(context().channel(), !reader.hasBytes());
      watch.behind(reader.heldBytes());
      return;
    }
    if (ending.inputShut()) {
      ending.nothingMoreComes();
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

  @Override
  public boolean requestAtHand() {
    return reader.atHand();
  }

  @Override
  public ClientSession session() {
    return session;
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
    ending.closeIfLast();
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
    watch.flushed(context(), writer.writtenBytes());
  }

  @Override
  public void endBody(Trailers trailers) {
    writer.end(context(), trailers);
    answered();
  }

  @Override
  public void respond(OwnAnswer answer, HeaderEdits edits) {
    ending.closeIfLast();
    writer.own(context(), answer, edits);
    answered();
  }

  private void answered() {
    exchange = null;
    if (writer.closes() || !reader.complete()) {
      ending.finish(!reader.complete() || reader.hasBytes() || shared.draining());
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
    ending.truncate();
  }

  /** The client took or sent nothing for too long, or left. */
  void gone() {
    abandon();
    ending.close();
  }

  /** Too much is held for all clients, of which this one took least for longest. */
  void reset() {
    abandon();
    ending.reset();
  }

  private void abandon() {
    ClientListener running = exchange;
    exchange = null;
    ending.begin();
    if (running != null) {
      running.clientGone();
    }
  }

  /** Whether the next request has to wait, so that nothing is missed from the client. */
  boolean holdsRequests() {
    return next.waits();
  }

  boolean busy() {
    return exchange != null;
  }

  boolean awaitsBody() {
    return reader.awaitsBody();
  }

  /** The status with which what runs is refused if Banyan stops. */
  int statusIfCut(int otherwise) {
    return exchange == null ? otherwise : exchange.statusIfCut();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!ctx.channel().isWritable()) {
      return;
    }
    if (exchange != null) {
      exchange.clientWritable();
    } else if (next.waits()) {
      process();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      ending.clientShut();
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
      ending.close();
    } else if (!outOfMemory) {
      gone();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    shared.closed(ending);
    watch.stop();
    abandon();
    exchangeAlarm.end();
    session.end();
    reader.release();
  }
}
