package dev.banyan.server.demo.load;

import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.server.demo.shop.RequestLedger.Visit;
import dev.banyan.server.demo.shop.Treatment;
import java.time.Duration;

/**
 * Which errors a client may see: the table "what happened at new" of the promises, read from the
 * client's side. What new did is known from new itself, so nothing is guessed. It holds a route
 * with {@code fallback: off} to the same promises: its errors are real, and they are forbidden.
 * Pure.
 */
public final class ErrorRules {
  /** A stall of this part of the time-out is as good an excuse as a silent new. */
  private static final int STALL_PART = 4;

  private ErrorRules() {}

  /**
   * What the route says about a request. Immutable.
   *
   * @param method the request's
   * @param keyed whether it carries an {@code Idempotency-Key}
   * @param fallback what the route's table allows to be replayed
   * @param timeout how long new has for a response head
   */
  public record Request(HttpMethod method, boolean keyed, FallbackSpec fallback, Duration timeout) {
    /** Whether legacy must answer although new may have executed it. */
    boolean replayAllowed() {
      return fallback.replayAllowed(method, keyed);
    }
  }

  /**
   * What went on while a request ran. Immutable.
   *
   * @param connectionsCut whether new cut all its connections, and lost what was on them
   * @param stalled how long threads of this machine had to wait for a processor
   */
  public record Surroundings(boolean connectionsCut, Duration stalled) {}

  /**
   * Judges an outcome.
   *
   * @param visit what the shops did with the request
   * @param surroundings what else went on while it ran
   */
  public static Judgement judge(
      Request request, Outcome outcome, Visit visit, Surroundings surroundings) {
    if (visit.executions() > 1) {
      return Judgement.FORBIDDEN;
    }
    if (outcome.fine()) {
      return Judgement.FINE;
    }
    boolean allowed =
        switch (outcome.ending()) {
          case ANSWERED -> mayFail(request, outcome, visit, surroundings);
          case TRUNCATED ->
              fromNew(outcome) && (visit.atNew() == Treatment.CUT || surroundings.connectionsCut());
          case NO_ANSWER, INVALID, UNREACHABLE, SILENT -> false;
        };
    return allowed ? Judgement.ALLOWED : Judgement.FORBIDDEN;
  }

  private static boolean mayFail(
      Request request, Outcome outcome, Visit visit, Surroundings surroundings) {
    if (fromNew(outcome)) {
      boolean listed = request.fallback().on().contains(outcome.status());
      return visit.atNew() == Treatment.FAILED && !(listed && request.replayAllowed());
    }
    if (outcome.servedBy() != null || request.replayAllowed()) {
      return false;
    }
    return switch (outcome.status()) {
      case 502 ->
          visit.atNew() == Treatment.RESET
              || visit.atNew() == Treatment.INVALID
              || surroundings.connectionsCut();
      case 504 -> tooLate(visit, request.timeout(), surroundings.stalled());
      default -> false;
    };
  }

  /** Whether new gave no head in time, or the machine gave nobody the time for it. */
  private static boolean tooLate(Visit visit, Duration timeout, Duration stalled) {
    return visit.atNew() == Treatment.SILENT
        || (visit.atNew() != Treatment.UNSEEN && visit.headNanos() >= timeout.toNanos())
        || stalled.compareTo(timeout.dividedBy(STALL_PART)) >= 0;
  }

  private static boolean fromNew(Outcome outcome) {
    return "new".equals(outcome.servedBy());
  }
}
