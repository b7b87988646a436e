package dev.banyan.server.backend;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Timers;
import io.netty.buffer.ByteBuf;

/**
 * The rest of an answer that nobody wants: read, if it is short and comes soon, so that the
 * connection can be used again. Confined to its event loop.
 */
final class DiscardedAnswer implements BackendListener {
  private static final long MAX_NANOS = 1_000_000_000L;

  private final BackendStream stream;
  private final Timers timers;
  private final Alarm alarm;
  private long bytesLeft;
  private boolean over;

  DiscardedAnswer(BackendStream stream, Timers timers, int maxBytes) {
    this.stream = stream;
    this.timers = timers;
    this.alarm = timers.alarm(this::cancel);
    this.bytesLeft = maxBytes;
  }

  void start() {
    alarm.at(timers.nanos() + MAX_NANOS);
  }

  private void cancel() {
    if (!over) {
      end();
      stream.cancel();
    }
  }

  private void end() {
    over = true;
    alarm.end();
  }

  @Override
  public void requestWritten() {}

  @Override
  public void backendWritable() {}

  @Override
  public void informational(ResponseHead head) {}

  @Override
  public void responseHead(ResponseHead head, BodyFraming framing) {}

  @Override
  public void responseBody(ByteBuf piece) {
    bytesLeft -= piece.readableBytes();
    piece.release();
    if (bytesLeft < 0) {
      cancel();
    }
  }

  @Override
  public void responseEnd(Trailers trailers) {
    end();
  }

  @Override
  public void responseReadComplete() {}

  @Override
  public void backendFailed(FailureKind kind) {
    end();
  }
}
