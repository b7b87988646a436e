package dev.banyan.server.telemetry;

import java.util.List;

/**
 * The metric families of exchanges and breakers: their names, meanings and labels, which are
 * promised to stay. {@code docs/metrics.md} is checked against them.
 */
public enum Family {
  REQUESTS(
      Kind.COUNTER,
      "banyan_requests_total",
      "Requests, by the side that was asked last and the class of the status that the client got.",
      "route",
      "side",
      "method",
      "status"),
  REQUEST_SECONDS(
      Kind.HISTOGRAM,
      "banyan_request_duration_seconds",
      "From a request's head to the last byte of its answer.",
      "route",
      "side"),
  ATTEMPTS(
      Kind.COUNTER,
      "banyan_attempts_total",
      "Attempts at a side, by outcome: ok, abandoned, or how they failed.",
      "route",
      "side",
      "outcome"),
  ATTEMPT_SECONDS(
      Kind.HISTOGRAM,
      "banyan_attempt_head_seconds",
      "From the last byte of a request to the response head, or from the start of an attempt to"
          + " its failure if no head came.",
      "route",
      "side"),
  FALLBACKS(
      Kind.COUNTER,
      "banyan_fallbacks_total",
      "Requests that legacy answered for new, by what happened at new.",
      "route",
      "reason"),
  CLIENT_ERRORS(
      Kind.COUNTER,
      "banyan_client_errors_total",
      "Requests whose client got a 5xx or a cut answer, whoever caused it but the client: what"
          + " Banyan refuses for what a client did, CONNECT for one, is not among them.",
      "route"),
  CLIENT_LEFT(
      Kind.COUNTER,
      "banyan_client_left_total",
      "Requests whose client left before the end of the answer.",
      "route"),
  TRUNCATED(
      Kind.COUNTER,
      "banyan_truncated_total",
      "Answers that were cut, but for what their client did.",
      "route"),
  REFUSED(
      Kind.COUNTER,
      "banyan_refused_total",
      "Requests that Banyan refused by itself, with whatever status; those that it could not read"
          + " count for route none.",
      "route"),
  BODY_TOO_LARGE(
      Kind.COUNTER,
      "banyan_body_too_large_total",
      "Requests refused since their body is longer than body-limit or limits.body.",
      "route"),
  REPLAY_DROPPED(
      Kind.COUNTER,
      "banyan_replay_dropped_total",
      "Request bodies that outgrew what is kept, so that the request went on without a fallback.",
      "route"),
  UNKEYED(
      Kind.COUNTER,
      "banyan_unkeyed_total",
      "Requests without a sticky value, whose bucket was drawn at random.",
      "route"),
  COOKIES_LEFT_OUT(
      Kind.COUNTER,
      "banyan_sticky_cookies_left_out_total",
      "Answers without the sticky cookie that their client lacks, since shared caches are told to"
          + " give them to all.",
      "route"),
  REQUEST_BYTES(
      Kind.COUNTER,
      "banyan_request_body_bytes_total",
      "Bytes of request bodies taken from clients.",
      "route"),
  RESPONSE_BYTES(
      Kind.COUNTER,
      "banyan_response_body_bytes_total",
      "Bytes of bodies of answers sent to clients.",
      "route"),
  PLANS(
      Kind.COUNTER,
      "banyan_plans_total",
      "Requests by the side that they were planned for, before any fallback.",
      "route",
      "side",
      "kind"),
  SHARE_WANTED(
      Kind.GAUGE,
      "banyan_share_wanted_ratio",
      "New's share in the route table, 0 while the kill switch is on.",
      "route",
      "kind"),
  SHARE_OBSERVED(
      Kind.GAUGE,
      "banyan_share_observed_ratio",
      "New's part of the requests planned in the last 10 seconds; absent without requests.",
      "route",
      "kind"),
  BREAKER_STATE(
      Kind.GAUGE,
      "banyan_breaker_state",
      "1 for the state that the route's breaker is in, 0 for the others.",
      "route",
      "state"),
  BREAKER_TRANSITIONS(
      Kind.COUNTER,
      "banyan_breaker_transitions_total",
      "Changes of a breaker's state, by the new state and the window that decided.",
      "route",
      "kind",
      "state"),
  BREAKER_FAILED_ROUNDS(
      Kind.GAUGE,
      "banyan_breaker_failed_rounds",
      "Rounds of probes that have failed since the breaker was closed; each doubles the wait for"
          + " the next, up to ten times open-for.",
      "route"),
  BREAKER_CALLS(
      Kind.GAUGE,
      "banyan_breaker_window_calls",
      "Calls of new in a breaker's window, by result; a slow call is also ok or failed.",
      "route",
      "kind",
      "result"),
  IN_FLIGHT(
      Kind.GAUGE,
      "banyan_in_flight_attempts",
      "Attempts at new that run now, of a route with max-in-flight.",
      "route"),
  IN_FLIGHT_MAX(
      Kind.GAUGE,
      "banyan_in_flight_attempts_max",
      "A route's max-in-flight; above it legacy answers.",
      "route"),
  LOOP_LAG(
      Kind.HISTOGRAM,
      "banyan_event_loop_lag_seconds",
      "How late an event loop did what was due, measured ten times a second.",
      "loop"),
  ROUTES(Kind.GAUGE, "banyan_metered_routes", "Routes that have meters of their own."),
  ROUTES_MAX(
      Kind.GAUGE,
      "banyan_metered_routes_max",
      "How many routes may have meters of their own; the others are counted as route other.");

  /** What a family's values are. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  private final Kind kind;
  private final String metricName;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  Family(Kind kind, String metricName, String meaning, String... labels) {
    this.kind = kind;
    this.metricName = metricName;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  /** What the values are. */
  public Kind kind() {
    return kind;
  }

  /** The name in Prometheus; of a counter with {@code _total}. */
  public String metricName() {
    return metricName;
  }

  /** What it says, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** The names of its labels, in their order. */
  public List<String> labels() {
    return labels;
  }
}
