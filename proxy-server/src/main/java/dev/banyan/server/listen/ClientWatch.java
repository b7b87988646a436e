package dev.banyan.server.listen;

import dev.banyan.server.exchange.ExchangePort;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Timers;
import io.netty.channel.ChannelHandlerContext;

/**
 * Bounds how long a client may keep its connection waiting: between requests, in a head, in a body,
 * in taking its answer, after its FIN; and what an unfinished head may hold. Time in which the loop
 * stands still is not the client's. Confined to its event loop.
 */
final class ClientWatch {
  private static final long LINGER_NANOS = 2_000_000_000L;
  private static final long NEVER = AnswerTaking.NEVER;

  /** Between requests, once Banyan stops and has closed its ports. */
  private static final long LAST_IDLE_NANOS = 1_000_000_000L;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int SERVICE_UNAVAILABLE = 503;

  /** Heads up to this size are bounded by the number of requests that backends allow. */
  private static final int LARGE_HEAD_BYTES = 4 << 10;

  private enum Phase {
    IDLE,
    HEAD,
    BODY,
    RUNNING,
    HALF_CLOSED,
    LINGERING
  }

  private final ClientConnection connection;
  private final ListenContext shared;
  private final Timers timers;
  private final ClientLimits limits;
  private final ListenMeters meters;
  private final HeldHead held;
  private final AnswerTaking taking;
  private final Alarm alarm;
  private Phase phase = Phase.RUNNING;
  private long sinceNanos;
  private long stillNanos;
  private long lingerEndNanos;
  private boolean stillSends;

  ClientWatch(ClientConnection connection, ListenContext shared, ClientLimits limits) {
    this.connection = connection;
    this.shared = shared;
    this.timers = shared.loop().timers();
    this.meters = shared.meters();
    this.held = meters.newHead();
    this.limits = limits;
    this.taking =
        new AnswerTaking(shared.slow(), timers, limits.writeNanos(), this::takesTooLittle);
    this.alarm = timers.alarm(this::ring);
  }

  /** Nothing of a request is there; empty lines, which may come before one, gain no time. */
  void idle() {
    if (phase != Phase.IDLE) {
      enter(Phase.IDLE);
    }
  }

  /** Banyan stops and has closed its ports: the time of a connection without a request is short. */
  void unusedEndsSoon() {
    if (phase == Phase.IDLE) {
      enter(Phase.IDLE);
    }
  }

  /**
   * A part of a head is there: its time runs from the first byte.
   *
   * @param bytes the memory that it holds
   */
  void head(int bytes) {
    if (phase != Phase.HEAD) {
      enter(Phase.HEAD);
    }
    hold(bytes);
  }

  private boolean hold(int bytes) {
    boolean fits = held.holds(bytes);
    if (!fits) {
      meters.hit(ClientLimit.HEAD_MEMORY);
      connection.refuse(SERVICE_UNAVAILABLE, ExchangePort.HEAD_MEMORY);
    }
    return fits;
  }

  /**
   * A request begins to run; a large head counts until it is answered.
   *
   * @return false if there was no memory for it, and it was refused
   */
  boolean running(int headBytes) {
    if (headBytes <= LARGE_HEAD_BYTES) {
      running();
      return true;
    }
    phase = Phase.RUNNING;
    return hold(headBytes);
  }

  /** A request runs, or its answer is taken: only the client's reading is timed. */
  void running() {
    phase = Phase.RUNNING;
    held.release();
  }

  /** A byte of a body was taken, and the next is waited for. */
  void body() {
    enter(Phase.BODY);
  }

  /** The client has sent a FIN behind a complete request. */
  void halfClosed() {
    enter(Phase.HALF_CLOSED);
  }

  /**
   * Only the client's FIN is waited for. Many clients read their answer when all is sent, and a RST
   * could take it from them: so who still sends is given time, the whole of {@code body-timeout}.
   */
  void lingering() {
    enter(Phase.LINGERING);
    lingerEndNanos = sinceNanos + limits.bodyNanos();
  }

  /** Bytes came that nobody needs, for the connection closes. */
  void receivedWhileClosing() {
    stillSends = true;
  }

  /** The client has sent a FIN while its connection closes: what was written is still sent. */
  void leftWhileClosing() {
    if (phase == Phase.LINGERING) {
      connection.ending().close();
    }
  }

  private void takesTooLittle() {
    meters.hit(ClientLimit.ANSWER_MEMORY);
    connection.reset();
  }

  void stop() {
    alarm.end();
    taking.stop();
    held.release();
  }

  /** Bytes were handed to the system, {@code written} on this connection so far. */
  void flushed(ChannelHandlerContext ctx, long written) {
    if (taking.flushed(ctx, written)) {
      ringWhenDue(now());
    }
  }

  /** The client has to take more before its next request is begun, of which so much is there. */
  void behind(int heldBytes) {
    running();
    taking.readAhead(heldBytes);
  }

  /** The client has taken enough for its next request to be begun. */
  void caughtUp() {
    taking.readAhead(0);
  }

  private void enter(Phase next) {
    phase = next;
    sinceNanos = now();
    ringWhenDue(sinceNanos);
  }

  /** The time, which does not pass while the loop stands still, for then nobody is listened to. */
  private long now() {
    long real = timers.nanos();
    stillNanos = timers.stoodStillNanos(real);
    return real - stillNanos;
  }

  private void ringWhenDue(long now) {
    long next = due(now);
    if (next != NEVER) {
      alarm.at(next + stillNanos);
    }
  }

  private long allowed() {
    return switch (phase) {
      case IDLE ->
          shared.endsUnused() ? Math.min(LAST_IDLE_NANOS, limits.idleNanos()) : limits.idleNanos();
      case HEAD -> limits.headerNanos();
      case BODY -> limits.bodyNanos();
      case RUNNING -> NEVER;
      case HALF_CLOSED -> limits.halfCloseNanos();
      case LINGERING -> LINGER_NANOS;
    };
  }

  private void ring() {
    long now = now();
    if (taking.stalled(now)) {
      meters.hit(ClientLimit.WRITE_TIMEOUT);
      connection.gone();
      return;
    }
    boolean over = now - sinceNanos >= allowed();
    switch (phase) {
      case IDLE -> {
        if (over && !connection.busy()) {
          if (!shared.endsUnused()) {
            meters.hit(ClientLimit.IDLE_TIMEOUT);
          }
          connection.ending().endIfUnused();
        }
      }
      case HEAD -> {
        if (over && !connection.busy()) {
          tooSlow(ClientLimit.HEADER_TIMEOUT);
        }
      }
      case BODY -> {
        if (over && connection.awaitsBody()) {
          tooSlow(ClientLimit.BODY_TIMEOUT);
        }
      }
      case RUNNING -> {}
      case HALF_CLOSED -> {
        if (over) {
          meters.hit(ClientLimit.HALF_CLOSE);
          connection.gone();
          return;
        }
      }
      case LINGERING -> {
        if (over && !lingersOn(now)) {
          connection.ending().close();
          return;
        }
      }
    }
    ringWhenDue(now);
  }

  private boolean lingersOn(long now) {
    boolean on = stillSends && lingerEndNanos - now > 0;
    stillSends = false;
    sinceNanos = now;
    return on;
  }

  private void tooSlow(ClientLimit limit) {
    meters.hit(limit);
    connection.refuse(REQUEST_TIMEOUT, "client-too-slow");
  }

  /** When to look again. */
  private long due(long now) {
    long byWrites = taking.due();
    boolean watched =
        switch (phase) {
          case IDLE, HEAD -> !connection.busy();
          case BODY -> connection.awaitsBody();
          case RUNNING -> false;
          case HALF_CLOSED, LINGERING -> true;
        };
    long byPhase = watched ? sinceNanos + allowed() : NEVER;
    if (byWrites == NEVER || byPhase == NEVER) {
      return byWrites == NEVER ? byPhase : byWrites;
    }
    return byWrites - now < byPhase - now ? byWrites : byPhase;
  }
}
