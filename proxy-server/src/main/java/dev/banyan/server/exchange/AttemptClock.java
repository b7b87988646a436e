package dev.banyan.server.exchange;

import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.core.split.Side;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.live.LoopRoute;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long a backend, and nobody else, keeps an attempt waiting, and knows when it is the
 * client that does. Confined to its event loop.
 *
 * <p>The time runs from the last byte of the request, and while the backend takes no byte of a body
 * that is held for it; never while the client is slow, and not while this loop stands still.
 */
final class AttemptClock {
  /** What the alarm says. */
  enum Ring {
    NOTHING,
    /** No 100 came for a second: the client is to be asked for the body all the same. */
    CONTINUE,
    /**
     * The request was on its way for {@code timeout} in all, without the time in which the backend
     * took nothing of it.
     */
    CLIENT_SLOW,
    /** {@code slow-call} passed without a head. */
    SLOW,
    /** {@code timeout} passed without a head. */
    TIMEOUT,
    /** {@code timeout} passed since the head, and the answer still streams. */
    SETTLED,
    /** The answer paused for too long. */
    STREAM_IDLE
  }

  private enum Phase {
    IDLE,
    SENDING,
    WAITING,
    STREAMING
  }

  /** How long a backend may take to ask for a body that it is to be sent. */
  static final long CONTINUE_NANOS = 1_000_000_000L;

  /** A body that is later than this lets the backend wait; one packet behind its head does not. */
  static final long LATE_NANOS = 100_000_000L;

  /** A client that takes nothing for this long lets the backend wait. */
  static final long STALL_NANOS = 1_000_000_000L;

  private final Timers timers;
  private final Alarm alarm;
  private final long timeoutNanos;
  private final long slowNanos;
  private final long streamIdleNanos;
  private Phase phase = Phase.IDLE;
  private @Nullable BackendStream stream;
  private boolean awaitsContinue;
  private boolean held;
  private boolean written;
  private boolean clientSlow;
  private boolean slow;
  private boolean settled;
  private boolean stalled;
  private long readNanos;
  private long takenBytes;
  private long sentNanos;
  private long lookedNanos;
  private long clientNanos;
  private long sinceNanos;
  private long pieceNanos;

  /**
   * A clock that stands.
   *
   * @param slowNanos {@code slow-call}; 0 if nobody counts slow calls
   */
  AttemptClock(
      Timers timers, Alarm alarm, long timeoutNanos, long slowNanos, long streamIdleNanos) {
    this.timers = timers;
    this.alarm = alarm;
    this.timeoutNanos = timeoutNanos;
    this.slowNanos = slowNanos;
    this.streamIdleNanos = streamIdleNanos;
  }

  /** A clock for a visit to {@code side}, that stands. */
  static AttemptClock of(Timers timers, Alarm alarm, LoopRoute route, Side side) {
    if (side == Side.LEGACY) {
      return new AttemptClock(
          timers, alarm, route.legacyTimeoutNanos(), 0, route.legacyStreamIdleNanos());
    }
    RouteBreaker breaker = route.breaker();
    long slow = breaker == null ? 0 : breaker.spec().slowCall().toNanos();
    return new AttemptClock(
        timers, alarm, route.newTimeoutNanos(), slow, route.newStreamIdleNanos());
  }

  /** The time, which does not pass while the loop stands still. */
  private long now() {
    readNanos = timers.nanos();
    return readNanos - timers.stoodStillNanos(readNanos);
  }

  /** The alarm rings that much later than the time was read. */
  private void ringIn(long nanos) {
    alarm.at(readNanos + Math.max(0, nanos));
  }

  /** The request is being sent. */
  void sending(BackendStream to, boolean expectsContinue) {
    phase = Phase.SENDING;
    stream = to;
    awaitsContinue = expectsContinue;
    held = false;
    written = false;
    takenBytes = 0;
    sentNanos = now();
    lookedNanos = sentNanos;
    sinceNanos = sentNanos;
    lookAgain(sentNanos);
  }

  /** The backend asked for the body, or the client did not wait to be asked. */
  void continued() {
    awaitsContinue = false;
  }

  /** The last byte of the request was written. */
  void written() {
    written = true;
    if (phase == Phase.SENDING) {
      phase = Phase.WAITING;
      sinceNanos = now();
      ringIn(nextNanos());
    }
  }

  /** How long the backend has kept us waiting since the last byte of the request. */
  long waitedNanos() {
    return phase == Phase.WAITING ? now() - sinceNanos : 0;
  }

  /** After how long a wait the alarm rings next. */
  private long nextNanos() {
    return slow || slowNanos == 0 ? timeoutNanos : Math.min(slowNanos, timeoutNanos);
  }

  /**
   * Whether the client keeps the backend waiting at this moment for the rest of its request.
   *
   * @param holds whether bytes of the request are held for the backend
   */
  boolean awaitsClient(boolean holds) {
    return phase != Phase.IDLE
        && !written
        && !holds
        && !awaitsContinue
        && now() - sentNanos >= LATE_NANOS;
  }

  /** Whether the client once took nothing of the answer for long. */
  boolean stalled() {
    return stalled;
  }

  /** The head came; returns how long it took. */
  long head() {
    long now = now();
    long headNanos = phase == Phase.WAITING ? now - sinceNanos : 0;
    phase = Phase.STREAMING;
    sinceNanos = now;
    pieceNanos = now;
    setForStreaming(now);
    return headNanos;
  }

  /** A piece of the answer came. */
  void piece() {
    pieceNanos = now();
  }

  /** The answer, which the client did not take, is wanted again. */
  void wanted() {
    long now = now();
    stalled |= now - pieceNanos >= STALL_NANOS;
    pieceNanos = now;
  }

  /** Stands still. */
  void stop() {
    phase = Phase.IDLE;
    stream = null;
    alarm.clear();
  }

  /**
   * The alarm rang: finds out why, and sets it anew.
   *
   * @param sinkBlocked whether the answer stands still because nobody takes it
   */
  Ring ring(boolean sinkBlocked) {
    long now = now();
    return switch (phase) {
      case IDLE -> Ring.NOTHING;
      case SENDING -> ringWhileSending(now);
      case WAITING -> ringWhileWaiting(now);
      case STREAMING -> ringWhileStreaming(now, sinkBlocked);
    };
  }

  private Ring ringWhileSending(long now) {
    BackendStream to = stream;
    if (to == null) {
      return Ring.NOTHING;
    }
    long taken = to.takenBytes();
    boolean holds = to.pendingBytes() > 0;
    Ring ring = Ring.NOTHING;
    if (taken != takenBytes || !holds) {
      ring = moves(now, holds);
      held = holds;
      sinceNanos = now;
    } else if (!held) {
      held = true;
      sinceNanos = now;
    } else if (now - sinceNanos >= timeoutNanos) {
      return Ring.TIMEOUT;
    }
    takenBytes = taken;
    lookedNanos = now;
    lookAgain(now);
    return ring;
  }

  /** The backend takes what there is: if something lasts, it is the client's body, or the 100. */
  private Ring moves(long now, boolean holds) {
    if (awaitsContinue) {
      if (holds || now - sentNanos < CONTINUE_NANOS) {
        return Ring.NOTHING;
      }
      awaitsContinue = false;
      return Ring.CONTINUE;
    }
    clientNanos += now - lookedNanos;
    if (clientSlow || clientNanos < timeoutNanos) {
      return Ring.NOTHING;
    }
    clientSlow = true;
    return Ring.CLIENT_SLOW;
  }

  private void lookAgain(long now) {
    long pause = Math.max(1, timeoutNanos / 4);
    long asks = awaitsContinue ? sentNanos + CONTINUE_NANOS - now : pause;
    ringIn(asks > 0 ? Math.min(asks, pause) : pause);
  }

  private Ring ringWhileWaiting(long now) {
    long waited = now - sinceNanos;
    if (waited >= timeoutNanos) {
      return Ring.TIMEOUT;
    }
    boolean nowSlow = waited >= nextNanos();
    slow |= nowSlow;
    ringIn(nextNanos() - waited);
    return nowSlow ? Ring.SLOW : Ring.NOTHING;
  }

  private Ring ringWhileStreaming(long now, boolean sinkBlocked) {
    if (!settled && now - sinceNanos >= timeoutNanos) {
      settled = true;
      setForStreaming(now);
      return Ring.SETTLED;
    }
    if (!sinkBlocked && now - pieceNanos >= streamIdleNanos) {
      return Ring.STREAM_IDLE;
    }
    setForStreaming(now);
    return Ring.NOTHING;
  }

  private void setForStreaming(long now) {
    long idle = pieceNanos + streamIdleNanos - now;
    long looks = idle > 0 ? idle : streamIdleNanos;
    long settles = sinceNanos + timeoutNanos - now;
    ringIn(settled ? looks : Math.min(looks, settles));
  }
}
