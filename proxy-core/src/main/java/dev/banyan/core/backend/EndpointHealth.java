package dev.banyan.core.backend;

/**
 * Judges an endpoint by its checks and by the requests that it failed. Confined to one thread; the
 * time is an argument, in nanoseconds on a clock that only grows.
 *
 * <p>An endpoint counts as up until a check says otherwise, and the first check decides alone. An
 * endpoint that was left alone is back on probation: one more failure is enough.
 */
public final class EndpointHealth {
  private final FailureStreak streak = new FailureStreak();
  private HealthSpec spec;
  private Standing standing;
  private boolean asked;
  private int inARow;
  private boolean everEjected;
  private int ejections;
  private long ejectedUntil;
  private long ejectedNanos;

  /**
   * An endpoint that nothing is known of.
   *
   * @param joins whether others have been serving, so that it must warm up
   */
  public EndpointHealth(HealthSpec spec, boolean joins, long now) {
    this.spec = spec;
    this.standing = joins ? new Standing(true, false, true, now) : Standing.WELL;
  }

  /** What is thought of it. */
  public Standing standing() {
    return standing;
  }

  /** Counts the requests in a row that it failed. */
  public FailureStreak streak() {
    return streak;
  }

  /** When it comes back, if it is ejected. */
  public long ejectedUntil() {
    return ejectedUntil;
  }

  /** For how long it was ejected, if it is. */
  public long ejectedNanos() {
    return ejectedNanos;
  }

  /**
   * Judges by other settings from now on. Where the check is another one, its first result decides
   * alone again; where there is none any more, the endpoint is up.
   */
  public void follow(HealthSpec next, long now) {
    HealthCheckSpec check = next.check();
    if (check == null || !check.equals(spec.check())) {
      asked = false;
      inARow = 0;
    }
    spec = next;
    boolean up = check == null || standing.up();
    boolean ejected = next.ejection() != null && standing.ejected();
    become(up, ejected, now);
  }

  /** A check has passed or failed. */
  public void checked(boolean passed, long now) {
    HealthCheckSpec check = spec.check();
    if (check == null) {
      return;
    }
    if (passed == standing.up()) {
      asked = true;
      inARow = 0;
      return;
    }
    inARow++;
    int enough = passed ? check.healthyAfter() : check.unhealthyAfter();
    if (!asked || inARow >= enough) {
      asked = true;
      inARow = 0;
      become(passed, standing.ejected(), now);
    }
  }

  /**
   * Leaves the endpoint alone if it failed enough requests in a row.
   *
   * @param anotherIsWell whether an endpoint is available whose last request did not fail: where
   *     all fail alike it is not for the endpoint, and the last one is never taken
   */
  public void failed(boolean anotherIsWell, long now) {
    EjectionSpec ejection = spec.ejection();
    if (ejection == null
        || standing.ejected()
        || !anotherIsWell
        || streak.length() < ejection.failures()) {
      return;
    }
    boolean again = everEjected && now - ejectedUntil < ejectedNanos;
    ejections = again ? ejections + 1 : 0;
    everEjected = true;
    ejectedNanos = ejection.nanos(ejections);
    ejectedUntil = now + ejectedNanos;
    become(standing.up(), true, now);
  }

  /** Lets the endpoint come back if its time is over. */
  public void passed(long now) {
    if (standing.ejected() && now - ejectedUntil >= 0) {
      comeBack(now);
    }
  }

  /** Lets the endpoint come back before its time, since no other is left. */
  public void needed(long now) {
    if (standing.ejected()) {
      ejectedUntil = now;
      comeBack(now);
    }
  }

  private void comeBack(long now) {
    EjectionSpec ejection = spec.ejection();
    streak.resume(ejection == null ? 0 : ejection.failures() - 1);
    become(standing.up(), false, now);
  }

  private void become(boolean up, boolean ejected, long now) {
    if (up == standing.up() && ejected == standing.ejected()) {
      return;
    }
    boolean back = up && !ejected && !standing.available();
    standing =
        back
            ? new Standing(true, false, true, now)
            : new Standing(up, ejected, standing.warming(), standing.sinceNanos());
  }
}
