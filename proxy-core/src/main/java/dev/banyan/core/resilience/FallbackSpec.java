package dev.banyan.core.resilience;

import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import java.util.Set;

/**
 * Which failures of new a route lets legacy answer. Immutable.
 *
 * @param enabled false for {@code fallback: off}: new's failures are delivered
 * @param on the statuses of new that count as failures
 * @param methods methods beside GET, HEAD and OPTIONS that may be replayed
 * @param idempotencyKey whether a request with an {@code Idempotency-Key} field may be replayed
 * @param bodyBytes how much of a request's body is kept for a replay, in bytes
 */
public record FallbackSpec(
    boolean enabled, StatusSet on, Set<HttpMethod> methods, boolean idempotencyKey, int bodyBytes) {

  /** How much of a body is kept, unless the table says otherwise. */
  public static final int DEFAULT_BODY_BYTES = 64 << 10;

  /** On, for 500, 502, 503 and 504, for safe methods only, with 64 KiB of body. */
  public static final FallbackSpec DEFAULT =
      new FallbackSpec(true, StatusSet.DEFAULT_FALLBACK, Set.of(), false, DEFAULT_BODY_BYTES);

  /** Copies the set. */
  public FallbackSpec {
    methods = Set.copyOf(methods);
  }

  /** Whether legacy could still answer a request after it was sent to new and new has failed. */
  public boolean couldAnswer(RequestHead head) {
    return enabled && replayAllowed(head) && head.framing().length() <= bodyBytes;
  }

  /**
   * Whether a request may be sent a second time, to the other side, although the first may have
   * executed. Never, where a field tells applications to take another method for its own.
   */
  public boolean replayAllowed(RequestHead head) {
    return !head.overridesMethod()
        && replayAllowed(head.method(), head.has(KnownField.IDEMPOTENCY_KEY));
  }

  /**
   * Whether a request that says its own method may be sent a second time, to the other side,
   * although the first may have executed.
   *
   * @param keyed whether the request carries an {@code Idempotency-Key}
   */
  public boolean replayAllowed(HttpMethod method, boolean keyed) {
    return method.isRead() || methods.contains(method) || (idempotencyKey && keyed);
  }
}
