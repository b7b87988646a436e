package dev.banyan.server.exchange.sim;

import dev.banyan.core.resilience.FailureKind;

/**
 * The fallback table of the design, written down a second time and from its text: what must follow
 * when an attempt fails. It shares no code with the product.
 */
final class Section4 {
  /** What must follow. */
  enum Next {
    ANOTHER_ENDPOINT,
    FRESH_CONNECTION,
    LEGACY,
    DELIVER,
    ANSWER_408,
    ANSWER_502,
    ANSWER_503,
    ANSWER_504,
    TRUNCATE
  }

  private Section4() {}

  /**
   * The row for a failure.
   *
   * @param bodyKept whether nothing of the body was read yet, or all that was is kept
   * @param sends how often the request was sent, to either side
   * @param clientLate whether the client had let the side wait
   */
  static Next next(
      FailureKind failure, Visit visit, boolean bodyKept, int sends, boolean clientLate) {
    Next next = next(failure, visit, bodyKept, sends);
    return clientLate && next == Next.ANSWER_502 ? Next.ANSWER_408 : next;
  }

  private static Next next(FailureKind failure, Visit visit, boolean bodyKept, int sends) {
    ExchangeRun run = visit.run;
    if (run.client.committed()) {
      return Next.TRUNCATE;
    }
    boolean toLegacy = visit.isNew && run.route().fallback().enabled() && bodyKept;
    boolean replay = toLegacy && (run.request.read() || run.replayAllowed) && sends < 3;
    return switch (failure) {
      case BREAKER_OPEN, IN_FLIGHT_FULL, POOL_FULL, PENDING_TIMEOUT, NO_ENDPOINT ->
          toLegacy ? Next.LEGACY : Next.ANSWER_503;
      case CONNECT_FAILED, CONNECT_TIMEOUT, TLS_FAILED -> {
        if (visit.endpointsTried() < Math.min(3, visit.endpoints)) {
          yield Next.ANOTHER_ENDPOINT;
        }
        yield toLegacy ? Next.LEGACY : Next.ANSWER_503;
      }
      case STALE_CONNECTION -> {
        if (run.request.read() && !visit.wentFresh && bodyKept && sends < 3) {
          yield Next.FRESH_CONNECTION;
        }
        yield replay ? Next.LEGACY : Next.ANSWER_502;
      }
      case RESET, CLOSED, INVALID_ANSWER, LOGIN_REFUSED -> replay ? Next.LEGACY : Next.ANSWER_502;
      case TIMEOUT -> replay ? Next.LEGACY : Next.ANSWER_504;
      case STATUS -> replay ? Next.LEGACY : Next.DELIVER;
      case BODY_CUT -> Next.TRUNCATE;
    };
  }
}
