package dev.banyan.server.e2e.drill;

import dev.banyan.testkit.LoadOutcome;
import dev.banyan.testkit.LoadReport;
import dev.banyan.testkit.LoadResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one bad mode cost the users. Immutable.
 *
 * @param mode what new did
 * @param load what the clients saw
 * @param log what the proxy says of the same requests, in the order of their begin
 * @param executions how often each request was executed, at both origins together
 */
record ModeReport(
    BadMode mode, LoadReport load, List<LoggedRequest> log, Map<String, Integer> executions) {

  ModeReport {
    log = List.copyOf(log);
    executions = Map.copyOf(executions);
  }

  /** Reads without a whole answer below 500, those cut in their body included. */
  long failedGets() {
    return failed(true).size();
  }

  /** Writes without a whole answer below 500. */
  long failedPosts() {
    return failed(false).size();
  }

  private LoadReport failed(boolean reads) {
    return load.where(one -> one.request().reads() == reads && !one.succeeded());
  }

  /** Reads whose answer was cut in its body. */
  long cutGets() {
    return failed(true).where(ModeReport::cut).size();
  }

  /** Answers that were cut in their body. */
  long truncated() {
    return load.where(ModeReport::cut).size();
  }

  private static boolean cut(LoadResult result) {
    return result.outcome() == LoadOutcome.CLOSED_IN_BODY
        || result.outcome() == LoadOutcome.RESET_IN_BODY;
  }

  /** Writes that were executed more than once, on one side or on both. */
  long doubleExecutions() {
    return load.where(one -> !one.request().reads() && executions.getOrDefault(one.key(), 0) > 1)
        .size();
  }

  /** The requests that reached new, of those that would have without a failure, from 0 to 1. */
  double exposure() {
    return exposureSince(Duration.ZERO);
  }

  /** The same, of the requests that began later than this. */
  double exposureSince(Duration begin) {
    List<LoggedRequest> planned =
        log.stream()
            .filter(request -> request.plannedForNew() && request.after().compareTo(begin) > 0)
            .toList();
    long sent = planned.stream().filter(LoggedRequest::sentToNew).count();
    return planned.isEmpty() ? 0 : (double) sent / planned.size();
  }

  /**
   * When the breaker had its minimum of bad calls at the earliest: that many had begun, and the
   * last of them could be known to be bad.
   */
  Optional<Duration> minimumMet() {
    return log.stream()
        .filter(request -> request.plannedForNew() && mode.fails(request.read()))
        .skip(Drill.MINIMUM_CALLS - 1L)
        .findFirst()
        .map(request -> request.after().plus(mode.known()));
  }

  /** When the first request was kept from new by the open breaker; empty if none was. */
  Optional<Duration> timeToOpen() {
    return log.stream().filter(LoggedRequest::keptByBreaker).findFirst().map(LoggedRequest::after);
  }
}
