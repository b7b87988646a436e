package dev.banyan.server.exchange;

import dev.banyan.core.http.Trailers;
import dev.banyan.server.wire.BodySink;
import dev.banyan.server.wire.BodySource;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Moves a body from a source to a sink, and is the one place of backpressure: it asks the source
 * for more only while the sink can take it. Confined to its event loop.
 *
 * <p>The sink may be changed in mid-body: the next one is first sent what the tap has kept.
 */
final class BodyPump {
  private final BodySource source;
  private final @Nullable ReplayBuffer tap;
  private @Nullable BodySink sink;
  private @Nullable Trailers end;
  private boolean demanded;

  BodyPump(BodySource source, @Nullable ReplayBuffer tap) {
    this.source = source;
    this.tap = tap;
  }

  /** Whether the whole body came out of the source. */
  boolean ended() {
    return end != null;
  }

  /** Whether the source was asked for more and gave nothing yet. */
  boolean waitsForSource() {
    return demanded && end == null;
  }

  /** Sends what was kept to a sink, and all that follows. */
  void attach(BodySink next) {
    sink = next;
    if (tap != null) {
      tap.replayTo(next);
    }
    if (end != null) {
      next.endBody(end);
    } else {
      demand(next.writable());
    }
  }

  /** Stops; pieces that come without a sink would be lost, so none is asked for. */
  void detach() {
    sink = null;
    demand(false);
  }

  /** Stops for good, without a word to a source that may have ended. */
  void close() {
    sink = null;
    demanded = false;
  }

  /** A piece came out of the source; it is taken over. */
  void piece(ByteBuf piece) {
    BodySink to = sink;
    if (to == null) {
      piece.release();
      return;
    }
    if (tap != null) {
      tap.offer(piece);
    }
    to.sendBody(piece);
    if (!to.writable()) {
      to.flush();
      if (to.equals(sink)) {
        demand(to.writable());
      }
    }
  }

  /** The source has ended. */
  void end(Trailers trailers) {
    end = trailers;
    demanded = false;
    if (sink != null) {
      sink.endBody(trailers);
    }
  }

  /** The sink can take more. */
  void sinkWritable() {
    if (sink != null && end == null) {
      demand(sink.writable());
    }
  }

  private void demand(boolean wanted) {
    if (wanted != demanded && end == null) {
      demanded = wanted;
      source.demandBody(wanted);
    }
  }
}
