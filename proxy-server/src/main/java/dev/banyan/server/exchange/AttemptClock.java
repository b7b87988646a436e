package dev.banyan.server.exchange;

import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.core.split.Side;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.live.LoopRoute;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long a backend, and nobody else, keeps an attempt waiting. Confined to its event
 * loop.
 *
 * <p>The time runs from the last byte of the request, and while the backend takes no byte of a body
 * that is held for it or gives no 100 that the client waits for; never while the client is slow,
 * and not while this loop stands still.
 */
final class AttemptClock {
  /** What the alarm says. */
  enum Ring {
    NOTHING,
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

  private final Timers timers;
  private final Alarm alarm;
  private final long timeoutNanos;
  private final long slowNanos;
  private final long streamIdleNanos;
  private Phase phase = Phase.IDLE;
  private @Nullable BackendStream stream;
  private boolean awaitsContinue;
  private boolean held;
  private boolean slow;
  private boolean settled;
  private long takenBytes;
  private long sinceNanos;
  private long stillNanos;
  private long pieceNanos;
  private long headNanos;

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

  /** The request is being sent. */
  void sending(BackendStream to, boolean expectsContinue) {
    phase = Phase.SENDING;
    stream = to;
    awaitsContinue = expectsContinue;
    held = expectsContinue;
    takenBytes = 0;
    sinceNanos = timers.nanos();
    alarm.at(sinceNanos + pollNanos());
  }

  /** The backend asked for the body, or the client did not wait to be asked. */
  void continued() {
    if (awaitsContinue) {
      awaitsContinue = false;
      held = stream != null && stream.pendingBytes() > 0;
    }
  }

  /** The last byte of the request was written. */
  void written() {
    if (phase == Phase.SENDING) {
      phase = Phase.WAITING;
      sinceNanos = timers.nanos();
      stillNanos = timers.stoodStillNanos(sinceNanos);
      alarm.at(sinceNanos + nextNanos());
    }
  }

  /** How long the backend has kept us waiting since the last byte of the request. */
  long waitedNanos() {
    return phase == Phase.WAITING ? waitedNanos(timers.nanos()) : 0;
  }

  private long waitedNanos(long now) {
    long still = timers.stoodStillNanos(now);
    sinceNanos += Math.min(still - stillNanos, now - sinceNanos);
    stillNanos = still;
    return now - sinceNanos;
  }

  /** After how long a wait the alarm rings next. */
  private long nextNanos() {
    return slow || slowNanos == 0 ? timeoutNanos : Math.min(slowNanos, timeoutNanos);
  }

  /** The head came; returns how long it took. */
  long head() {
    long now = timers.nanos();
    headNanos = phase == Phase.WAITING ? waitedNanos(now) : 0;
    phase = Phase.STREAMING;
    sinceNanos = now;
    pieceNanos = now;
    setForStreaming();
    return headNanos;
  }

  /** A piece of the answer came, or is wanted again after a pause that was not the backend's. */
  void piece() {
    pieceNanos = timers.nanos();
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
    long now = timers.nanos();
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
    boolean holds = to.pendingBytes() > 0 || awaitsContinue;
    if (taken != takenBytes || !holds || !held) {
      takenBytes = taken;
      held = holds;
      sinceNanos = now;
    } else if (now - sinceNanos >= timeoutNanos) {
      return Ring.TIMEOUT;
    }
    alarm.at(now + pollNanos());
    return Ring.NOTHING;
  }

  private Ring ringWhileWaiting(long now) {
    long waited = waitedNanos(now);
    if (waited >= timeoutNanos) {
      return Ring.TIMEOUT;
    }
    boolean nowSlow = waited >= nextNanos();
    slow |= nowSlow;
    alarm.at(sinceNanos + nextNanos());
    return nowSlow ? Ring.SLOW : Ring.NOTHING;
  }

  private Ring ringWhileStreaming(long now, boolean sinkBlocked) {
    if (!settled && now - sinceNanos >= timeoutNanos) {
      settled = true;
      setForStreaming();
      return Ring.SETTLED;
    }
    if (sinkBlocked) {
      pieceNanos = now;
    } else if (now - pieceNanos >= streamIdleNanos) {
      return Ring.STREAM_IDLE;
    }
    setForStreaming();
    return Ring.NOTHING;
  }

  private void setForStreaming() {
    long idle = pieceNanos + streamIdleNanos;
    long settles = sinceNanos + timeoutNanos;
    alarm.at(settled || idle - settles < 0 ? idle : settles);
  }

  private long pollNanos() {
    return Math.max(1, timeoutNanos / 4);
  }
}
