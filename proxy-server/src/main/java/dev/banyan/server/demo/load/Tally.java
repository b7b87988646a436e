package dev.banyan.server.demo.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Counts what clients saw, of one route or of one phase. Confined to one thread. */
public final class Tally {
  private final Latencies latencies = new Latencies();
  private final Map<String, Integer> errors = new TreeMap<>();
  private long requests;
  private long byLegacy;
  private long byNew;
  private long allowed;
  private long forbidden;
  private long executedTwice;

  /** Counts a request. */
  void add(Outcome outcome, Judgement judgement, int executions) {
    requests++;
    latencies.add(outcome.nanos());
    byLegacy += "legacy".equals(outcome.servedBy()) ? 1 : 0;
    byNew += "new".equals(outcome.servedBy()) ? 1 : 0;
    if (executions > 1) {
      executedTwice++;
    }
    if (judgement != Judgement.FINE) {
      errors.merge(executions > 1 ? "executed twice" : outcome.label(), 1, Integer::sum);
      allowed += judgement == Judgement.ALLOWED ? 1 : 0;
      forbidden += judgement == Judgement.FORBIDDEN ? 1 : 0;
    }
  }

  /** What has been counted so far. */
  public Reading reading() {
    return new Reading(
        requests,
        byLegacy,
        byNew,
        allowed,
        forbidden,
        executedTwice,
        latencies.quantile(0.99),
        Map.copyOf(errors));
  }

  /**
   * Counts at one moment. Immutable.
   *
   * @param byLegacy answers that legacy gave
   * @param byNew answers that new gave, good or bad
   * @param allowed errors that the promises allow
   * @param forbidden errors that they don't
   * @param executedTwice writes that both shops executed, or one twice
   * @param p99 how long 99 of 100 requests took at most, as the client saw it
   * @param errors how often each kind of error was seen
   */
  public record Reading(
      long requests,
      long byLegacy,
      long byNew,
      long allowed,
      long forbidden,
      long executedTwice,
      Duration p99,
      Map<String, Integer> errors) {
    /** Nothing has been counted. */
    public static final Reading NONE = new Reading(0, 0, 0, 0, 0, 0, Duration.ZERO, Map.of());

    /** All errors that clients saw. */
    public long clientErrors() {
      return allowed + forbidden;
    }
  }
}
