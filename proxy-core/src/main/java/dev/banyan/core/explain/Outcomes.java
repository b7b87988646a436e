package dev.banyan.core.explain;

import dev.banyan.core.explain.Outcome.Answerer;
import dev.banyan.core.forward.DirectAnswer;
import dev.banyan.core.plan.EarlyAnswer;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.FallbackPolicy;
import dev.banyan.core.resilience.Verdict;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.Why;
import org.jspecify.annotations.Nullable;

/** Sums up who answers. Stateless. */
final class Outcomes {
  /** What the access log says of a request for which no plan was made. */
  private static final String REFUSED = "refused";

  private Outcomes() {}

  /** The request is refused before a route was found. */
  static Outcome refused(int status, String label, String reason) {
    String summary = "Banyan answers " + status + ": " + reason;
    return new Outcome(summary, null, null, Answerer.BANYAN, REFUSED, -1, -1, status, label);
  }

  /** The request is refused for what its route makes of it. */
  static Outcome refused(Inquiry inquiry, EarlyAnswer early) {
    boolean ambiguous = early == EarlyAnswer.AMBIGUOUS_PATH;
    String reason =
        ambiguous
            ? "servers that read the path in another way would take what the route makes of it for"
                + " something else"
            : "the body is longer than " + Words.size(inquiry.policy().bodyLimit());
    String summary =
        "Banyan answers " + early.status() + " by route " + inquiry.policy().name() + ": " + reason;
    return of(
        inquiry,
        summary,
        Answerer.BANYAN,
        inquiry.plan().why().label(),
        early.status(),
        early.label());
  }

  /** A side answers, or the route by itself. */
  static Outcome of(Inquiry inquiry, @Nullable LiveFacts live) {
    ExchangePlan plan = inquiry.plan();
    DirectAnswer direct = plan.answer();
    String why = plan.why().label();
    if (direct != null) {
      int status = inquiry.along().answer(direct).status();
      String summary = "Banyan answers " + status + by(inquiry) + ", and asks no side";
      return of(inquiry, summary, Answerer.BANYAN, why, status, null);
    }
    if (inquiry.asksBoth()) {
      return ofBoth(inquiry, live);
    }
    if (live != null && inquiry.side() == Side.NEW) {
      FailureKind refusal = live.refusal();
      if (refusal != null) {
        return notAsked(inquiry, refusal);
      }
      if (live.probe()) {
        String summary =
            "new answers" + by(inquiry) + " if one of the breaker's probes is free, else legacy";
        return of(inquiry, summary, Answerer.EITHER, why, 0, null);
      }
    }
    if (inquiry.isDrawn()) {
      int share = inquiry.policy().split().share(inquiry.byShareOfReads());
      String odds = " for " + Words.percent(share) + " of such requests, legacy for the others";
      return of(inquiry, "new answers" + by(inquiry) + odds, Answerer.EITHER, why, 0, null);
    }
    Answerer side = plan.side() == Side.NEW ? Answerer.NEW : Answerer.LEGACY;
    return of(
        inquiry,
        side.label() + " answers" + by(inquiry) + ": " + words(inquiry),
        side,
        why,
        0,
        null);
  }

  /** The side of a preflight is not known. */
  private static Outcome ofBoth(Inquiry inquiry, @Nullable LiveFacts live) {
    String why = inquiry.plan().why().label();
    FailureKind refusal = live == null ? null : live.refusal();
    if (refusal != null) {
      String summary = "legacy answers" + by(inquiry) + ": " + reason(refusal);
      return of(inquiry, summary, Answerer.LEGACY, why, 0, null);
    }
    String summary =
        "legacy answers"
            + by(inquiry)
            + ", or new if it allows more of what the preflight asks for";
    return of(inquiry, summary, Answerer.EITHER, why, 0, null);
  }

  /** New would not be asked at this moment. */
  private static Outcome notAsked(Inquiry inquiry, FailureKind refusal) {
    AssumedFacts facts = AssumedFacts.of(inquiry.head(), inquiry.policy().fallback(), Side.NEW);
    String reason = ": " + reason(refusal);
    if (FallbackPolicy.next(refusal, facts) == Verdict.LEGACY) {
      String summary = "legacy answers" + by(inquiry) + reason;
      return of(inquiry, summary, Answerer.LEGACY, refusal.label(), 0, null);
    }
    String summary = "Banyan answers " + refusal.status() + by(inquiry) + reason;
    String why = inquiry.plan().why().label();
    return of(inquiry, summary, Answerer.BANYAN, why, refusal.status(), null);
  }

  private static String reason(FailureKind refusal) {
    return switch (refusal) {
      case BREAKER_OPEN -> "the breaker is open";
      case IN_FLIGHT_FULL -> "new has as many attempts as it may";
      case NO_ENDPOINT -> "no endpoint of new passes its checks";
      default -> refusal.label();
    };
  }

  private static String by(Inquiry inquiry) {
    return " by route " + inquiry.policy().name();
  }

  private static String words(Inquiry inquiry) {
    ExchangePlan plan = inquiry.plan();
    Why why = plan.why();
    int share = inquiry.policy().split().share(inquiry.byShareOfReads());
    if (why != Why.SHARE) {
      return switch (why) {
        case NO_NEW -> "nothing moves there";
        case KILL -> "its kill switch is on";
        case OVERRIDE -> "the request chose it";
        default -> "the user is listed in " + why.label();
      };
    }
    if (share == 0 || share == Split.BUCKETS) {
      return "the share is " + Words.percent(share);
    }
    String compared = plan.bucket() < share ? " is below " : " is not below ";
    return "bucket " + plan.bucket() + compared + share + ", the share of " + Words.percent(share);
  }

  private static Outcome of(
      Inquiry inquiry,
      String summary,
      Answerer by,
      String why,
      int status,
      @Nullable String refused) {
    boolean drawn = inquiry.isDrawn();
    int share = inquiry.policy().split().share(inquiry.byShareOfReads());
    return new Outcome(
        summary,
        inquiry.policy().name(),
        RouteSection.place(inquiry.table(), inquiry.plan().route()),
        by,
        why,
        drawn ? -1 : inquiry.plan().bucket(),
        drawn ? share : -1,
        status,
        refused);
  }
}
