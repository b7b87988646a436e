package dev.banyan.server.backend;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.KeepAlive;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.Channels;
import dev.banyan.server.transport.SentBytes;
import dev.banyan.server.transport.WriteBuffers;
import dev.banyan.server.wire.BodyWriter;
import dev.banyan.server.wire.HeadWriter;
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
  private final BodyWriter writer = new BodyWriter();
  private @Nullable ChannelHandlerContext context;
  private @Nullable BackendListener listener;
  private boolean rewriteHost;
  private boolean busy;
  private boolean holdsPlace = true;
  private boolean reused;
  private boolean requestSent;
  private boolean resetSeen;
  private boolean refused;
  private boolean tlsEnded;
  private boolean inputClosed;
  private boolean ended;
  private int serial;
  private long sentBytes;
  private long sentBefore;
  private @Nullable SentBytes sent;
  private @Nullable InetSocketAddress address;
  private AddressSet knownIn = AddressSet.NONE;
  private long idleSinceNanos;
  private long keepNanos = KeepAlive.UNLIMITED;

  BackendConnection(ConnectionOwner owner) {
    this.owner = owner;
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  void idleSince(long nanos) {
    idleSinceNanos = nanos;
  }

  /** When the unused connection must not be used any more. */
  long expiryNanos(long idleTimeoutNanos) {
    return idleSinceNanos + Math.min(idleTimeoutNanos, keepNanos);
  }

  /**
   * The connection is open.
   *
   * @param counter counts what goes to the socket, if TLS makes that more than is sent here
   */
  void opened(InetSocketAddress to, @Nullable SentBytes counter) {
    address = to;
    sent = counter;
  }

  /** Whether it leads to an address that the endpoint's name stands for no longer. */
  boolean gone() {
    AddressSet now = owner.endpoint().addresses();
    if (now.equals(knownIn) || address == null) {
      return false;
    }
    boolean known = now.contains(address);
    knownIn = known ? now : knownIn;
    return !known;
  }

  /**
   * The connection is handed to who sends a request on it.
   *
   * @param hostOfEndpoint whether Host will name the endpoint
   */
  void lend(boolean hostOfEndpoint) {
    busy = true;
    rewriteHost = hostOfEndpoint;
  }

  /** Whether nothing is known that would stop the next request. */
  boolean open() {
    return !inputClosed && !tlsEnded && context().channel().isActive();
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
  public void sendHead(RequestHead head, HeaderEdits edits, boolean expect, BackendListener told) {
    ChannelHandlerContext ctx = context();
    listener = told;
    requestSent = false;
    serial++;
    sentBytes = 0;
    sentBefore = sent == null ? 0 : sent.sum();
    reader.begin(head.method() == HttpMethod.HEAD);
    byte[] authority = owner.endpoint().hostField();
    ByteBuf out = WriteBuffers.of(ctx, HeadWriter.sizeHint(head, edits) + authority.length);
    HeadWriter.request(out, head, edits, authority, rewriteHost, expect);
    sentBytes = out.readableBytes();
    writer.begin(head.framing());
    if (head.framing().isEmpty()) {
      writeLast(out);
    } else {
      Channels.write(ctx, out);
    }
  }

  @Override
  public void sendBody(ByteBuf piece) {
    sentBytes += writer.piece(context(), piece);
  }

  @Override
  public void endBody(Trailers trailers) {
    ByteBuf ending = writer.ending(context(), trailers);
    sentBytes += ending.readableBytes();
    writeLast(ending);
    flush();
  }

  private void writeLast(ByteBuf last) {
    requestSent = true;
    int mine = serial;
    Channels.write(
        context(),
        last,
        written -> {
          if (mine == serial && listener != null && written.isSuccess()) {
            listener.requestWritten();
          }
        });
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
    // What TLS adds counts on both sides, or the number would shrink with each record.
    long all = sent == null ? sentBytes : sent.sum() - sentBefore;
    return all - pendingBytes();
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
          if (inputClosed) {
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
    if (requestSent && !inputClosed && reader.reusable(sentBytes)) {
      reused = true;
      busy = false;
      reader.compact();
      keepNanos = KeepAlive.nanos(reader.head());
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

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (listener != null) {
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
    resetSeen = true;
    refused |= sent != null && TlsTrouble.refused(ctx.pipeline(), cause);
    if (cause instanceof OutOfMemoryError) {
      // Nothing may be written behind what could not be; the listener is told of the close.
      owner.memory().failed();
    }
    if (!(cause instanceof IOException)) {
      close();
    }
  }

  /** Once the peer has said that it sends nothing more, all has come; before that, none is sure. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent closing && closing.isSuccess()) {
      tlsEnded = true;
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    inputClosed = true;
    if (listener == null || !reader.blocked()) {
      inputEnded(listener);
    }
  }

  /** Closes the connection, or ends it if it was closed while bytes of it still waited. */
  private void abort() {
    if (inputClosed) {
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
    boolean cut = resetSeen || (sent != null && !tlsEnded);
    boolean whole = reader.close(cut);
    owner.closed(this, busy, holdsPlace);
    if (told == null) {
      return;
    }
    if (whole) {
      told.responseEnd(Trailers.NONE);
    } else {
      FailureKind failure = failure();
      owner.failed(failure);
      told.backendFailed(failure);
    }
  }

  private FailureKind failure() {
    if (!reader.begun() && refused && !reused) {
      return FailureKind.TLS_FAILED;
    }
    if (!reader.begun() && reused) {
      return FailureKind.STALE_CONNECTION;
    }
    return resetSeen ? FailureKind.RESET : FailureKind.CLOSED;
  }
}
