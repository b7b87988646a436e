package dev.banyan.core.explain;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.explain.Consequence.Attempt;
import dev.banyan.core.explain.Consequence.Result;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.FallbackPolicy;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.resilience.Verdict;
import dev.banyan.core.split.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@link FallbackPolicy} what follows each kind of failure of the side that a request goes to
 * first. Confined to one thread, used once.
 */
final class FailureRows {
  private final Inquiry inquiry;
  private final Side side;
  private final BackendSpec backend;
  private final FallbackSpec fallback;
  private final AssumedFacts start;
  private final List<Consequence> rows = new ArrayList<>();

  private FailureRows(Inquiry inquiry) {
    this.inquiry = inquiry;
    this.side = inquiry.side();
    this.backend = inquiry.backend(side);
    this.fallback = inquiry.policy().fallback();
    this.start = AssumedFacts.of(inquiry.head(), fallback, side);
  }

  static List<Consequence> of(Inquiry inquiry) {
    FailureRows rows = new FailureRows(inquiry);
    if (inquiry.asksBoth()) {
      return ofPreflight();
    }
    rows.neverSent();
    rows.notProcessed();
    rows.sent();
    rows.answered();
    return List.copyOf(rows.rows);
  }

  /** Of a preflight whose side is not known. */
  private static List<Consequence> ofPreflight() {
    return List.of(
        delivered("legacy does not allow all that is asked, or fails", "new is asked"),
        delivered("new allows more than legacy", "the client gets new's answer"),
        delivered("new allows no more, fails, or may not be asked", "the client gets legacy's"));
  }

  private static Consequence delivered(String when, String text) {
    return new Consequence(List.of(), when, List.of(), Result.DELIVERED, 0, text, null);
  }

  private void neverSent() {
    RoutePolicy policy = inquiry.policy();
    if (side == Side.NEW && policy.breaker() != null) {
      row("the breaker is open", start, FailureKind.BREAKER_OPEN);
    }
    if (side == Side.NEW && policy.maxInFlight() > 0) {
      row(policy.maxInFlight() + " attempts run at new", start, FailureKind.IN_FLIGHT_FULL);
    }
    row(
        "no connection is free within " + Words.duration(backend.pendingTimeout()),
        start,
        FailureKind.POOL_FULL,
        FailureKind.PENDING_TIMEOUT);
    boolean legacyAnswers = FallbackPolicy.next(FailureKind.NO_ENDPOINT, start) == Verdict.LEGACY;
    if (backend.health().check() != null && legacyAnswers) {
      row("all its endpoints fail their checks", start, FailureKind.NO_ENDPOINT);
    }
  }

  /** One endpoint after the other can't be reached. */
  private void notProcessed() {
    int count = backend.endpoints().size();
    List<Attempt> attempts = new ArrayList<>();
    int tried = 1;
    AssumedFacts facts = start.tried(1, count > 1);
    while (FallbackPolicy.next(FailureKind.CONNECT_FAILED, facts) == Verdict.ANOTHER_ENDPOINT) {
      attempts.add(Attempt.ANOTHER_ENDPOINT);
      tried++;
      facts = start.tried(tried, count > tried);
    }
    FailureKind[] kinds =
        backend.scheme().secure()
            ? new FailureKind[] {
              FailureKind.CONNECT_FAILED, FailureKind.CONNECT_TIMEOUT, FailureKind.TLS_FAILED
            }
            : new FailureKind[] {FailureKind.CONNECT_FAILED, FailureKind.CONNECT_TIMEOUT};
    String when = "connecting fails, or takes over " + Words.duration(backend.connectTimeout());
    row(when, facts, attempts, kinds);
  }

  private void sent() {
    List<Attempt> attempts = new ArrayList<>();
    AssumedFacts facts = start.sent(1, false);
    if (FallbackPolicy.next(FailureKind.STALE_CONNECTION, facts) == Verdict.FRESH_CONNECTION) {
      attempts.add(Attempt.FRESH_CONNECTION);
      facts = start.sent(2, true);
    }
    row("a reused connection is dead", facts, attempts, FailureKind.STALE_CONNECTION);
    AssumedFacts once = start.sent(1, false);
    String timeout = Words.duration(BoundsSection.timeout(inquiry, side));
    row("no head comes within " + timeout, once, FailureKind.TIMEOUT);
    row("the connection breaks before the head", once, FailureKind.RESET, FailureKind.CLOSED);
    row("the answer is no valid HTTP", once, FailureKind.INVALID_ANSWER);
  }

  private void answered() {
    AssumedFacts once = start.sent(1, false);
    boolean counts = side == Side.NEW && fallback.enabled();
    if (counts) {
      String statuses = Words.statuses(fallback.on());
      row("its status is one of " + statuses, once, FailureKind.STATUS);
    }
    String which = counts ? "its status is any other" : "its status is any, 500 too";
    Place place = side == Side.NEW ? atStatuses() : null;
    String text = "the client gets it";
    rows.add(new Consequence(List.of(), which, List.of(), Result.DELIVERED, 0, text, place));
    row("the answer breaks off after its head", start.answered(), FailureKind.BODY_CUT);
  }

  private void row(String when, AssumedFacts facts, FailureKind... kinds) {
    row(when, facts, new ArrayList<>(), kinds);
  }

  private void row(String when, AssumedFacts facts, List<Attempt> attempts, FailureKind... kinds) {
    List<String> labels = Stream.of(kinds).map(FailureKind::label).toList();
    FailureKind kind = kinds[0];
    Verdict verdict = FallbackPolicy.next(kind, facts);
    String first = words(attempts);
    switch (verdict) {
      case LEGACY -> {
        attempts.add(Attempt.LEGACY);
        String text = first + "legacy answers" + condition(kind);
        add(labels, when, attempts, Result.LEGACY, 0, text, place(kind));
      }
      case DELIVER -> {
        String text =
            maybeLost(kind) ? "delivered: new may have executed it" : "the client gets it";
        add(labels, when, attempts, Result.DELIVERED, 0, text, place(kind));
      }
      case TRUNCATE -> {
        String text = "the client's answer is cut off too";
        add(labels, when, attempts, Result.TRUNCATED, 0, text, null);
      }
      default -> {
        String text =
            maybeLost(kind)
                ? first + kind.status() + ", since new may have executed it"
                : first + "the client gets " + kind.status();
        add(labels, when, attempts, Result.ERROR, kind.status(), text, place(kind));
      }
    }
  }

  private void add(
      List<String> labels,
      String when,
      List<Attempt> attempts,
      Result result,
      int status,
      String text,
      @Nullable Place place) {
    rows.add(new Consequence(labels, when, attempts, result, status, text, place));
  }

  private static String words(List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      return "";
    }
    return attempts.get(0) == Attempt.FRESH_CONNECTION
        ? "a fresh connection, then "
        : Words.count(attempts.size(), "other endpoint") + ", then ";
  }

  /** On what condition legacy may be asked once the request was sent. */
  private String condition(FailureKind kind) {
    boolean kept = inquiry.head().framing().isEmpty() || !maybeExecuted(kind);
    boolean fits =
        inquiry.head().framing().length() <= fallback.bodyBytes()
            && inquiry.head().framing().length() > 0;
    if (kept || fits) {
      return "";
    }
    return ", unless over " + Words.size(fallback.bodyBytes()) + " of the body was sent";
  }

  /** Whether legacy may not be asked since new may have executed the request. */
  private boolean maybeLost(FailureKind kind) {
    return side == Side.NEW && fallback.enabled() && maybeExecuted(kind);
  }

  private static boolean maybeExecuted(FailureKind kind) {
    return kind.stage() == FailureKind.Stage.SENT || kind == FailureKind.STATUS;
  }

  /** What of the table says which statuses legacy answers for. */
  private Place atStatuses() {
    return inquiry.at(fallback.enabled() ? TableKey.FALLBACK_ON : TableKey.FALLBACK);
  }

  /** What of the table decides whether legacy may be asked. */
  private @Nullable Place place(FailureKind kind) {
    if (side == Side.LEGACY) {
      return null;
    }
    if (kind == FailureKind.STATUS) {
      return atStatuses();
    }
    boolean hidden = inquiry.head().overridesMethod();
    boolean asks = maybeExecuted(kind) && !inquiry.read() && !hidden;
    if (asks && fallback.methods().contains(inquiry.head().method())) {
      return inquiry.at(TableKey.FALLBACK_METHODS, TableKey.FALLBACK);
    }
    return asks && start.replayAllowed()
        ? inquiry.at(TableKey.FALLBACK_KEY, TableKey.FALLBACK)
        : inquiry.at(TableKey.FALLBACK);
  }
}
