package dev.banyan.server.names;

/** When a name is looked up again, in seconds. Stateless. */
final class LookPace {
  private static final long LEAST = 1;
  private static final long MOST = 300;
  private static final long MOST_AFTER_FAILURE = 10;

  private LookPace() {}

  /**
   * After an answer: when its time to live is over, but not below a second, so that no name server
   * is flooded, and not above five minutes, so that a mistake there is over some time.
   */
  static long afterAnswer(Resolution answer) {
    long most = answer.unanswered().isEmpty() ? MOST : MOST_AFTER_FAILURE;
    return Math.max(LEAST, Math.min(most, answer.ttlSeconds()));
  }

  /**
   * After a failure: twice as late with each.
   *
   * @param inARow how many there were, this one included
   */
  static long afterFailure(int inARow) {
    return Math.min(MOST_AFTER_FAILURE, 1L << Math.min(inARow - 1, 4));
  }
}
