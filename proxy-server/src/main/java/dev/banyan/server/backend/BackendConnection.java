package dev.banyan.server.backend;

import dev.banyan.core.backend.Reuse;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.KeepAlive;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.Channels;
import dev.banyan.server.transport.SentBytes;
import dev.banyan.server.transport.SocketLook;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
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
  private final PoolEntry entry;
  private final PeerSigns peer = new PeerSigns();
  private @Nullable ChannelHandlerContext context;
  private @Nullable BackendListener listener;
  private boolean reading;
  private boolean ended;

  BackendConnection(ConnectionOwner owner) {
    this.owner = owner;
    this.entry = new PoolEntry(owner);
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

  /** Whether the peer has neither ended nor said what nobody has read; if not, it is of no use. */
  boolean silent(SocketLook look) {
    Channel channel = context().channel();
    return peer.open() && channel.isActive() && look.silent(channel);
  }

  @Override
  public void belongTo(OwnConnections client) {
    entry.belongsTo(client);
    client.use(this);
  }

  /** Closes the connection; its place in the budget was taken over by another. */
  void closeKeepingPlace() {
    entry.givePlaceAway();
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
    reader.begin(head.method() == HttpMethod.HEAD, entry.leniency());
    byte[] authority = owner.endpoint().hostField();
    request.head(ctx, head, edits, authority, entry.rewriteHost(), expect, entry.reuse());
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
    if (wanted && reader.hasBytes() && !entry.unused()) {
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
    reading = true;
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
          if (entry.endedBy(reader.head(), request.written(), owner.timers())) {
            fail(told, FailureKind.STALE_CONNECTION);
            return;
          }
          request.answered();
          owner.answered();
          told.responseHead(reader.head(), reader.framing());
        }
        case PIECE -> told.responseBody(reader.piece());
        case END -> {
          if (!reading) {
            answered(told);
          }
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
          fail(told, FailureKind.INVALID_ANSWER);
          return;
        }
      }
    }
  }

  private void fail(BackendListener told, FailureKind kind) {
    listener = null;
    abort();
    owner.failed(kind);
    told.backendFailed(kind);
  }

  /** The answer is complete: the connection goes back to its pool if it can serve another. */
  private void answered(BackendListener told) {
    listener = null;
    Trailers trailers = reader.trailers();
    Reuse reuse = entry.reuse();
    if (reader.mayBeFollowed(reuse) && request.mayBeFollowed(reuse) && !peer.isInputClosed()) {
      entry.reused();
      reader.compact();
      entry.keptFor(KeepAlive.nanos(reader.head()));
      owner.released(this);
    } else {
      abort();
    }
    told.responseEnd(trailers);
  }

  /** Lets an answer that is complete end, as all that came with it was read; says if one has. */
  private boolean readingEnds() {
    reading = false;
    BackendListener told = reader.ended() ? listener : null;
    if (told != null) {
      answered(told);
    }
    return told != null;
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
    peer.noteHeld(ctx.channel());
    if (!readingEnds() && listener != null) {
      listener.responseReadComplete();
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
      peer.noteHeld(ctx.channel());
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    peer.inputClosed();
    peer.excused(listener);
    readingEnds();
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
    owner.closed(this, !entry.unused(), entry.holdsPlace());
    if (told == null) {
      return;
    }
    if (whole) {
      told.responseEnd(Trailers.NONE);
    } else {
      FailureKind failure = peer.failure(reader.begun(), entry.isReused());
      if (!peer.isExcused()) {
        owner.failed(failure);
      }
      told.backendFailed(failure);
    }
  }
}
