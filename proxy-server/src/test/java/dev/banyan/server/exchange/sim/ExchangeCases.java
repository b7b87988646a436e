package dev.banyan.server.exchange.sim;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.exchange.sim.Section4.Next;

/** Counts the turns of exchanges that the schedules have to meet. */
final class ExchangeCases {
  private ExchangeCases() {}

  static void fallback(ExchangeRun run, Visit left, FailureKind reason) {
    Coverage coverage = run.sim.coverage;
    coverage.count("fallback for ", reason);
    coverage.count("fallback: ", run.request.head().method());
    if (run.kept.bytes() > 0) {
      coverage.count("fallback with a kept body");
      if (reason == FailureKind.STATUS) {
        coverage.count("fallback for STATUS with a kept body");
      }
      if (run.client.bodySent() < run.request.bodyBytes()) {
        coverage.count("fallback with a kept body and more to come");
      }
    }
    boolean mayHaveRun = left.stream != null;
    if (mayHaveRun && run.request.head().methodToken().equals("POST")) {
      boolean named = run.route().fallback().methods().contains(run.request.head().method());
      coverage.count(
          named
              ? "fallback of a POST by fallback.methods"
              : "fallback of a POST with an idempotency key");
    }
    if (left.endpointsTried() > 1) {
      coverage.count("fallback after another endpoint");
    }
    if (left.wentFresh) {
      coverage.count("fallback after a fresh connection");
    }
  }

  static void failed(ExchangeRun run, Visit visit, FailureKind kind, Next next) {
    Coverage coverage = run.sim.coverage;
    boolean fallsBack = visit.isNew && run.route().fallback().enabled();
    if (next == Next.DELIVER) {
      coverage.count(
          fallsBack
              ? "status delivered for want of replay"
              : "status of new delivered with fallback off");
    }
    if (!visit.isNew && next != Next.TRUNCATE) {
      coverage.count("failure of legacy delivered");
    }
    boolean would = fallsBack && run.replayAllowed && kind != FailureKind.BODY_CUT;
    if (would && next != Next.LEGACY && !run.kept.whole()) {
      boolean outgrown = run.client.bodySent() > run.route().fallback().bodyBytes();
      coverage.count(
          outgrown
              ? "no fallback: the body outgrew its bound"
              : "no fallback: the budget of all bodies was used up");
    }
  }
}
