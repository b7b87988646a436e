package dev.banyan.core.plan;

import dev.banyan.core.forward.DirectAnswer;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Why;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen with one request. Immutable.
 *
 * @param route the number of the route in {@link RoutingSnapshot#routes()}
 * @param policy the route
 * @param side where the first attempt goes; says nothing if there is an {@link #answer()}
 * @param why what decided the side
 * @param bucket the bucket, 0 to 9,999; -1 if none was needed
 * @param issue the sticky cookie to set on the answer; null for none
 */
public record ExchangePlan(
    int route, RoutePolicy policy, Side side, Why why, int bucket, @Nullable IssuedCookie issue) {

  /** What Banyan answers by itself; null if a side is asked. */
  public @Nullable DirectAnswer answer() {
    return policy.actions().answer();
  }
}
