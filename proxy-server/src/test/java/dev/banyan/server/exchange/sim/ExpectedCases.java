package dev.banyan.server.exchange.sim;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.exchange.ClientCase;
import java.util.List;
import java.util.stream.Stream;

/** What must have happened often in many schedules, else the simulator tests less than it says. */
final class ExpectedCases {
  private static final List<String> ENDS =
      List.of(
          "answer: WHOLE",
          "answer: CUT",
          "answer: OWN",
          "own answer 502",
          "own answer 503",
          "own answer 504",
          "client left",
          "client got a 100",
          "client was asked without a 100 of the backend",
          "own answer 408",
          "closed while nobody took the answer",
          "refused with 400",
          "refused with 408",
          "refused with 413",
          "refused with 503",
          "refused by the exchange with 413");

  private static final List<String> TURNS =
      List.of(
          "another endpoint",
          "all down: legacy",
          "all down: tried",
          "fresh connection",
          "lease cancelled",
          "hung with the request",
          "hung elsewhere",
          "status delivered for want of replay",
          "status of new delivered with fallback off",
          "failure of legacy delivered",
          "fallback with a kept body",
          "fallback with a kept body and more to come",
          "fallback of a POST with an idempotency key",
          "fallback of a POST by fallback.methods",
          "fallback for STATUS with a kept body",
          "fallback after another endpoint",
          "fallback after a fresh connection",
          "no fallback: the body outgrew its bound",
          "no fallback: the budget of all bodies was used up",
          "three sends");

  private static final List<String> CALLS =
      List.of(
          "call: success",
          "call: failure",
          "call: failed by status",
          "call: failed by BODY_CUT",
          "call: released",
          "call: released slow",
          "call: not counted, for the client was late",
          "call: status not counted, for the client was late",
          "probe: given back by a slow client",
          "call: settled while streaming",
          "call: slow while it waits",
          "probe: success",
          "probe: failure",
          "probes counted at the end",
          "override: breaker CLOSED",
          "override: breaker OPEN",
          "override: breaker HALF_OPEN",
          "breaker: CLOSED to OPEN",
          "breaker: OPEN to HALF_OPEN",
          "breaker: HALF_OPEN to OPEN",
          "breaker: HALF_OPEN to CLOSED");

  static final List<String> ALL =
      Stream.of(
              ENDS.stream(),
              TURNS.stream(),
              CALLS.stream(),
              failures(),
              fallbacks(),
              verdicts(),
              clients())
          .flatMap(cases -> cases)
          .toList();

  private ExpectedCases() {}

  private static Stream<String> failures() {
    return kinds().map(kind -> "failure: " + kind);
  }

  private static Stream<String> fallbacks() {
    return kinds().filter(kind -> kind != FailureKind.BODY_CUT).map(kind -> "fallback for " + kind);
  }

  /** Nobody logs a connection in here. */
  private static Stream<FailureKind> kinds() {
    return Stream.of(FailureKind.values()).filter(kind -> kind != FailureKind.LOGIN_REFUSED);
  }

  private static Stream<String> clients() {
    return Stream.of(ClientCase.values()).map(seen -> "client: " + seen);
  }

  private static Stream<String> verdicts() {
    return Stream.of(Section4.Next.values()).map(next -> "must: " + next);
  }
}
