package dev.banyan.core.plan;

import dev.banyan.core.forward.MaxForwards;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.forward.Via;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.RequestHead;
import org.jspecify.annotations.Nullable;

/** What Banyan answers to a request that it sends nowhere, as head and table alone decide it. */
public enum EarlyAnswer {
  /** The request goes in circles. */
  LOOP(508, "loop"),
  /** {@code Max-Forwards} can't be read. */
  BAD_MAX_FORWARDS(400, "bad-max-forwards"),
  /** An OPTIONS that may go no further. */
  LAST_HOP_OF_OPTIONS(204, "max-forwards"),
  /** A TRACE that may go no further. */
  LAST_HOP(501, "max-forwards"),
  /** The readings of the path disagree. */
  AMBIGUOUS_PATH(400, "ambiguous-path"),
  /** The announced body is longer than the route takes. */
  BODY_TOO_LARGE(413, "body-too-large");

  private final int status;
  private final String label;

  EarlyAnswer(int status, String label) {
    this.status = status;
    this.label = label;
  }

  /** What is answered before a route is looked for; null if the request goes on. */
  public static @Nullable EarlyAnswer beforeRouting(RequestHead head, Via via) {
    if (via.loops(head)) {
      return LOOP;
    }
    int hops = MaxForwards.of(head);
    if (hops == MaxForwards.INVALID) {
      return BAD_MAX_FORWARDS;
    }
    if (hops == 0) {
      return head.method() == HttpMethod.OPTIONS ? LAST_HOP_OF_OPTIONS : LAST_HOP;
    }
    return null;
  }

  /**
   * What is answered although there is a plan; null if the request goes on.
   *
   * @param along the passage along the plan's route
   */
  public static @Nullable EarlyAnswer ofRoute(RequestHead head, ExchangePlan plan, Passage along) {
    if (!along.agreed()) {
      return AMBIGUOUS_PATH;
    }
    return head.framing().length() > plan.policy().bodyLimit() ? BODY_TOO_LARGE : null;
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }

  /** The name in logs, as in {@code ambiguous-path}. */
  public String label() {
    return label;
  }
}
