package dev.banyan.server.exchange.sim;

/** Plays many schedules, each from its own seed, and says of a failed one how to play it again. */
final class Simulator {
  private static final String REPLAY =
      "./mvnw -pl proxy-server -am test -Dtest=SimulatorTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dbanyan.simulator.seed=";

  private final Coverage coverage = new Coverage();

  Coverage coverage() {
    return coverage;
  }

  /** Plays {@code count} schedules whose seeds follow from {@code base}. */
  void play(long base, int count) {
    for (int i = 0; i < count; i++) {
      play(seed(base, i));
    }
  }

  /** The seed of schedule {@code number}: neighbours share nothing. */
  static long seed(long base, int number) {
    long mixed = base + (number + 1) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /**
   * Plays one schedule.
   *
   * @throws AssertionError if a promise was broken, with all that happened in the schedule
   */
  void play(long seed) {
    try {
      new Schedule(seed, coverage, new EventLog(false)).run();
    } catch (RuntimeException | AssertionError first) {
      throw new AssertionError(replayed(seed, first), first);
    }
  }

  private static String replayed(long seed, Throwable first) {
    EventLog log = new EventLog(true);
    try {
      new Schedule(seed, new Coverage(), log).run();
      log.add("simulator", "the second time nothing was wrong: the schedule is not deterministic");
    } catch (RuntimeException | AssertionError again) {
      log.add("simulator", again.toString());
    }
    return first + "\nseed " + seed + ", to play it again: " + REPLAY + seed + "\n" + log.text();
  }
}
