package dev.banyan.server.backend;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.Channels;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What the other end of a connection has made known of its end: a reset, a refusal in TLS, that no
 * more comes. Confined to the connection's loop.
 */
final class PeerSigns {
  private boolean reset;
  private boolean refused;
  private boolean tlsEnded;
  private boolean inputClosed;
  private boolean holds;
  private boolean excused;

  /**
   * A read or a write failed.
   *
   * @param byTls whether since the peer refused what TLS told it of this side
   */
  void fault(boolean byTls) {
    reset = true;
    refused |= byTls;
  }

  /** Notes whether bytes of a request are held that the system has not taken, while it is known. */
  void noteHeld(Channel channel) {
    if (channel.isOpen()) {
      holds = Channels.holds(channel);
    }
  }

  /** The connection ends: asks who is told of it whether that is the client's doing. */
  void excused(@Nullable BackendListener told) {
    excused = told != null && told.backendClosing(holds);
  }

  boolean isExcused() {
    return excused;
  }

  /** The peer said in TLS that it sends nothing more. */
  void tlsEnded() {
    tlsEnded = true;
  }

  /** The connection is closed; bytes of it may still wait. */
  void inputClosed() {
    inputClosed = true;
  }

  boolean isInputClosed() {
    return inputClosed;
  }

  /** Whether nothing is known that would stop the next request. */
  boolean open() {
    return !inputClosed && !tlsEnded;
  }

  /**
   * Whether more might have come than did: once the peer has said that it sends nothing more, all
   * has come; before that, none is sure.
   */
  boolean cut(boolean encrypted) {
    return reset || (encrypted && !tlsEnded);
  }

  /**
   * What a request has failed by.
   *
   * @param begun whether a byte of its answer came
   * @param reused whether the connection had answered another before
   */
  FailureKind failure(boolean begun, boolean reused) {
    if (!begun && refused && !reused) {
      return FailureKind.TLS_FAILED;
    }
    if (!begun && reused) {
      return FailureKind.STALE_CONNECTION;
    }
    return reset ? FailureKind.RESET : FailureKind.CLOSED;
  }
}
