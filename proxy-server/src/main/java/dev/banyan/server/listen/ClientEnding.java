package dev.banyan.server.listen;

import dev.banyan.server.exchange.ExchangePort;
import dev.banyan.server.transport.Channels;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/**
 * How a client's connection ends: behind its last answer, with a FIN of its own, at once, or since
 * Banyan stops. Confined to its event loop.
 */
final class ClientEnding {
  /** With which requests are refused that no backend was sent, when Banyan has to stop. */
  static final int STATUS = 503;

  private final ClientConnection connection;
  private final RequestReader reader;
  private final AnswerWriter writer;
  private final ClientWatch watch;
  private boolean begun;
  private boolean inputShut;
  private boolean cut;

  ClientEnding(
      ClientConnection connection, RequestReader reader, AnswerWriter writer, ClientWatch watch) {
    this.connection = connection;
    this.reader = reader;
    this.writer = writer;
    this.watch = watch;
  }

  private Channel channel() {
    return connection.context().channel();
  }

  /** Whether the connection ends: no request is taken any more. */
  boolean begun() {
    return begun;
  }

  /** No request is taken from now on. */
  void begin() {
    begun = true;
  }

  /** Whether the client has sent a FIN. */
  boolean inputShut() {
    return inputShut;
  }

  /** No request can follow one that is not read to its end, or that the client's FIN is behind. */
  void closeIfLast() {
    if (!reader.complete() || (inputShut && !reader.hasBytes())) {
      writer.closeAfterwards();
    }
  }

  /** Sends what was written, then closes; lingers if bytes are unread, which would cause a RST. */
  void finish(boolean unread) {
    begun = true;
    watch.running();
    reader.release();
    ChannelHandlerContext ctx = connection.context();
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
    connection.flush();
  }

  /** Ends the connection so that the client can't take its answer for whole. */
  void truncate() {
    begun = true;
    connection.context().flush();
    if (writer.delimitedByClose()) {
      Channels.reset(channel());
    } else {
      close();
    }
  }

  /** Ends the connection at once, with all that was written and not taken. */
  void reset() {
    begun = true;
    Channels.reset(channel());
  }

  void close() {
    begun = true;
    Channels.close(channel());
  }

  /** The client has sent a FIN; what came before it may still be in use. */
  void clientShut() {
    inputShut = true;
    nothingMoreComes();
  }

  /** Goes on with what came before the client's FIN, or ends. */
  void nothingMoreComes() {
    if (begun) {
      watch.leftWhileClosing();
    } else if (connection.holdsRequests()) {
      return; // what came before the FIN goes on later
    } else if (!connection.busy()) {
      finish(false);
    } else if (reader.mayEnd()) {
      watch.halfClosed();
    } else {
      connection.gone();
    }
  }

  /**
   * Banyan stops: the next answer whose head is not written yet ends the connection.
   *
   * @param endUnused whether a connection without a request ends too, if it brings none soon
   */
  void drain(boolean endUnused) {
    writer.closeAfterwards();
    if (endUnused) {
      watch.unusedEndsSoon();
    }
  }

  /** Sends a FIN where no request is, and takes in what is on its way, lest a RST meet it. */
  void endIfUnused() {
    if (!connection.busy() && !begun && !reader.headBegun() && !connection.holdsRequests()) {
      finish(true);
    }
  }

  /**
   * Banyan has to stop: refuses the request that is under way, or its head that has begun to come.
   *
   * @return whether there was one
   */
  boolean refuse() {
    if (!connection.busy() && (begun || !reader.headBegun())) {
      return false;
    }
    cut = true;
    connection.refuse(connection.statusIfCut(STATUS), ExchangePort.DRAINING);
    return true;
  }

  /** A request is refused that has come since Banyan had to stop, which is told as a cut once. */
  void refused() {
    cut = true;
  }

  /**
   * Ends what is under way, and the connection.
   *
   * @return whether that cut a request, or an answer that was being taken, which is told once
   */
  boolean cut() {
    if (refuse()) {
      return true;
    }
    boolean taking = !cut && Channels.hasPending(channel());
    close();
    return taking;
  }
}
