package dev.banyan.server.listen;

import io.netty.channel.Channel;

/**
 * Says when the next request of a connection may begin: not before the client takes what it was
 * answered, and not before other connections of the loop had their turn. Confined to the loop.
 */
final class NextRequest {
  /** How many requests begin in one turn, however many were sent ahead. */
  private static final int MOST_IN_A_TURN = 4;

  private final Turns turns;
  private final Runnable goOn;
  private boolean waits;
  private boolean turnAwaited;
  private int begunInTurn;

  /**
   * One that may begin.
   *
   * @param goOn is called when one that waited for its turn may begin; it must not throw
   */
  NextRequest(Turns turns, Runnable goOn) {
    this.turns = turns;
    this.goOn = goOn;
  }

  /** Whether one was told to wait, and nothing has begun since. */
  boolean waits() {
    return waits;
  }

  /**
   * Whether it must wait, now that nothing else is under way.
   *
   * @param sentAhead whether bytes of it are at hand
   */
  boolean mustWait(Channel channel, boolean sentAhead) {
    waits = !channel.isWritable();
    if (!waits && sentAhead && begunInTurn >= MOST_IN_A_TURN) {
      waits = true;
      awaitTurn();
    }
    return waits;
  }

  private void awaitTurn() {
    if (!turnAwaited) {
      turnAwaited = true;
      turns.await(this::turn);
    }
  }

  private void turn() {
    turnAwaited = false;
    begunInTurn = 0;
    if (waits) {
      goOn.run();
    }
  }

  void begun() {
    begunInTurn++;
  }

  /** The loop turns to other connections. */
  void turnOver() {
    begunInTurn = 0;
  }
}
