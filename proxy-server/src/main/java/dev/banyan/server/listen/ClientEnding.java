package dev.banyan.server.listen;

import dev.banyan.server.transport.Channels;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/**
 * How a client's connection ends: behind its last answer, with a FIN of its own, at once, or since
 * Banyan stops. Confined to its event loop.
 */
final class ClientEnding {
  private static final int SERVICE_UNAVAILABLE = 503;

  private final ClientConnection connection;
  private final RequestReader reader;
  private final AnswerWriter writer;
  private final ClientWatch watch;
  private boolean begun;
  private boolean inputShut;

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
    } else if (!connection.busy()) {
      finish(false);
    } else if (reader.mayEnd()) {
      watch.halfClosed();
    } else {
      connection.gone();
    }
  }

  /** Banyan stops: the next answer ends the connection. */
  void drain() {
    writer.closeAfterwards();
  }

  void closeIfIdle() {
    if (!connection.busy() && !begun && !reader.headBegun()) {
      finish(false);
    }
  }

  /** Ends what is under way; false if that was nothing, not even an answer that is being taken. */
  boolean cut() {
    if (!connection.busy() && (begun || !reader.headBegun())) {
      boolean taking = Channels.hasPending(channel());
      close();
      return taking;
    }
    connection.refuse(connection.statusIfCut(SERVICE_UNAVAILABLE), "draining");
    return true;
  }
}
