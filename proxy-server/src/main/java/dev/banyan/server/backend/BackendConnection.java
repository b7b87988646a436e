package dev.banyan.server.backend;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.KeepAlive;
import dev.banyan.core.http.Leniency;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.Channels;
import dev.banyan.server.transport.SentBytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection to an endpoint: one stream after the other, or unused in its pool.
 * Confined to its event loop.
 *
 * <p>Bytes that come while no request runs, or behind an answer, end the connection, so that they
 * can't be taken for the answer to somebody else's request.
 */
final class BackendConnection extends ChannelInboundHandlerAdapter implements BackendStream {
  private final ConnectionOwner owner;
  private final AnswerReader reader = new AnswerReader();
  private final SentRequest request = new SentRequest(this::requestWritten);
  private final PoolEntry entry = new PoolEntry();
  private final PeerSigns peer = new PeerSigns();
  private @Nullable ChannelHandlerContext context;
  private @Nullable BackendListener listener;
  private boolean rewriteHost;
  private Leniency leniency = Leniency.NONE;
  private boolean busy;
  private boolean holdsPlace = true;
  private boolean reused;
  private boolean holds;
  private boolean excused;
  private boolean ended;

  BackendConnection(ConnectionOwner owner) {
    this.owner = owner;
  }

  /** What its pool knows of it. */
  PoolEntry entry() {
    return entry;
  }

  /**
   * The connection is open.
   *
   * @param counter counts what goes to the socket, if TLS makes that more than is sent here
   */
  void opened(InetSocketAddress to, @Nullable SentBytes counter) {
    entry.leadsTo(to);
    request.countBy(counter);
  }

  /** Whether it leads to an address that the endpoint's name stands for no longer. */
  boolean gone() {
    return entry.gone(owner.endpoint().addresses());
  }

  /**
   * The connection is handed to who sends a request on it.
   *
   * @param hostOfEndpoint whether Host will name the endpoint
   * @param allowed what may be odd about its answer
   */
  void lend(boolean hostOfEndpoint, Leniency allowed) {
    busy = true;
    rewriteHost = hostOfEndpoint;
    leniency = allowed;
  }

  /** Whether nothing is known that would stop the next request. */
  boolean open() {
    return peer.open() && context().channel().isActive();
  }

  /** Whether it carries no request. */
  boolean unused() {
    return !busy;
  }

  @Override
  public void belongTo(OwnConnections client) {
    entry.belongsTo(client);
    client.use(this);
  }

  /** Whether it is one of an endpoint's connections on this loop. */
  boolean isOf(EndpointPool pool) {
    return pool.equals(owner);
  }

  /** Closes the connection; its place in the budget was taken over by another. */
  void closeKeepingPlace() {
    holdsPlace = false;
    close();
  }

  void close() {
    if (context != null) {
      Channels.close(context.channel());
    }
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("connection: not open (expected: open)");
    }
    return context;
  }

  // The stream.

  @Override
  public String endpoint() {
    return owner.endpoint().name();
  }

  @Override
  public @Nullable String brokenRule() {
    return reader.broken();
  }

  @Override
  public void sendHead(RequestHead head, HeaderEdits edits, boolean expect, BackendListener told) {
    ChannelHandlerContext ctx = context();
    listener = told;
    reader.begin(head.method() == HttpMethod.HEAD, leniency);
    byte[] authority = owner.endpoint().hostField();
    request.head(ctx, head, edits, authority, rewriteHost, expect);
  }

  @Override
  public void sendBody(ByteBuf piece) {
    request.piece(context(), piece);
  }

  @Override
  public void endBody(Trailers trailers) {
    request.end(context(), trailers);
    flush();
  }

  private void requestWritten() {
    if (listener != null) {
      listener.requestWritten();
    }
  }

  @Override
  public boolean writable() {
    return context().channel().isWritable();
  }

  @Override
  public void flush() {
    context().flush();
  }

  @Override
  public long pendingBytes() {
    return Channels.pendingBytes(context().channel());
  }

  @Override
  public long takenBytes() {
    return request.takenBytes(pendingBytes());
  }

  @Override
  public void demandBody(boolean wanted) {
    reader.demand(wanted);
    if (wanted && reader.hasBytes() && busy) {
      context().channel().eventLoop().execute(this::readHeldBytes);
    }
    updateReading();
  }

  @Override
  public void cancel() {
    listener = null;
    abort();
  }

  @Override
  public void timedOut() {
    owner.failed(FailureKind.TIMEOUT);
    cancel();
  }

  @Override
  public void refuseLogin() {
    owner.endpoint().loginRefused(owner.timers().nanos());
    cancel();
  }

  @Override
  public void discard(int maxBytes) {
    DiscardedAnswer rest = new DiscardedAnswer(this, owner.timers(), maxBytes);
    listener = rest;
    rest.start();
    demandBody(true);
  }

  // The channel.

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (listener == null) {
      bytes.release();
      close();
      return;
    }
    reader.add(ctx.alloc(), bytes);
    readOn();
    updateReading();
  }

  private void readHeldBytes() {
    readOn();
    updateReading();
    if (listener != null) {
      listener.responseReadComplete();
    }
  }

  private void readOn() {
    for (BackendListener told = listener; told != null; told = listener) {
      switch (reader.next()) {
        case INFORMATIONAL -> told.informational(reader.head());
        case HEAD -> {
          owner.answered();
          told.responseHead(reader.head(), reader.framing());
        }
        case PIECE -> told.responseBody(reader.piece());
        case END -> {
          answered(told);
          return;
        }
        case MORE -> {
          if (peer.isInputClosed()) {
            inputEnded(told);
          }
          return;
        }
        case BLOCKED -> {
          return;
        }
        case INVALID -> {
          listener = null;
          abort();
          owner.failed(FailureKind.INVALID_ANSWER);
          told.backendFailed(FailureKind.INVALID_ANSWER);
          return;
        }
      }
    }
  }

  /** The answer is complete: the connection goes back to its pool if it can serve another. */
  private void answered(BackendListener told) {
    listener = null;
    Trailers trailers = reader.trailers();
    if (request.ended() && !peer.isInputClosed() && reader.reusable(request.bytes())) {
      reused = true;
      busy = false;
      reader.compact();
      entry.keptFor(KeepAlive.nanos(reader.head()));
      owner.released(this);
    } else {
      abort();
    }
    told.responseEnd(trailers);
  }

  /** Stops reading from the socket only while bytes at hand wait for a sink. */
  private void updateReading() {
    if (context != null) {
      Channels.reading(context.channel(), !reader.blocked());
    }
  }

  /** Comes before the end of what the peer sends as well, when Netty still knows what is held. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    noteHeld(ctx);
    if (listener != null) {
      listener.responseReadComplete();
    }
  }

  private void noteHeld(ChannelHandlerContext ctx) {
    if (ctx.channel().isOpen()) {
      holds = Channels.holds(ctx.channel());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (listener != null && ctx.channel().isWritable()) {
      listener.backendWritable();
    }
  }

  /** A failed read closes the connection; a failed write must not, for an answer may be there. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    owner.faults().tell(cause);
    peer.fault(request.encrypted() && TlsTrouble.refused(ctx.pipeline(), cause));
    if (cause instanceof OutOfMemoryError) {
      // Nothing may be written behind what could not be; the listener is told of the close.
      owner.memory().failed();
    }
    if (!(cause instanceof IOException)) {
      close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent closing && closing.isSuccess()) {
      peer.tlsEnded();
      noteHeld(ctx);
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    peer.inputClosed();
    excused = listener != null && listener.backendClosing(holds);
    if (listener == null || !reader.blocked()) {
      inputEnded(listener);
    }
  }

  /** Closes the connection, or ends it if it was closed while bytes of it still waited. */
  private void abort() {
    if (peer.isInputClosed()) {
      inputEnded(null);
    } else {
      close();
    }
  }

  private void inputEnded(@Nullable BackendListener told) {
    if (ended) {
      return;
    }
    ended = true;
    listener = null;
    boolean whole = reader.close(peer.cut(request.encrypted()));
    owner.closed(this, busy, holdsPlace);
    if (told == null) {
      return;
    }
    if (whole) {
      told.responseEnd(Trailers.NONE);
    } else {
      FailureKind failure = peer.failure(reader.begun(), reused);
      if (!excused) {
        owner.failed(failure);
      }
      told.backendFailed(failure);
    }
  }
}
