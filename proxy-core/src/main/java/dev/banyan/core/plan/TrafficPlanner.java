package dev.banyan.core.plan;

import dev.banyan.core.forward.DirectAnswer;
import dev.banyan.core.forward.Redirect;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.split.Bucket;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import dev.banyan.core.split.StickyValue;
import dev.banyan.core.split.Why;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plans a request: finds its route, then its side, unless the route answers by itself. What decides
 * the side, the first that applies: no new backend, kill, {@code always-legacy}, {@code
 * always-new}, override, share. A CORS preflight goes where the request goes that it announces.
 * Pure and stateless.
 */
public final class TrafficPlanner {
  private TrafficPlanner() {}

  /**
   * Plans one request.
   *
   * @param entropy asked only where a bucket is drawn or a cookie minted
   * @return the plan, or null if the readings of the path find different routes, so that the client
   *     is answered 400
   */
  public static @Nullable ExchangePlan plan(
      RequestHead head, ClientFacts client, RoutingSnapshot snapshot, Entropy entropy) {
    RequestHead asked = snapshot.index().asked(head);
    int found = snapshot.index().find(asked);
    if (found == RouteIndex.DISAGREE) {
      return null;
    }
    int route = found == RouteIndex.NO_MATCH ? snapshot.catchAll() : found;
    RoutePolicy policy = snapshot.routes().get(route);
    DirectAnswer answer = policy.actions().answer();
    if (answer != null) {
      Why why = answer instanceof Redirect ? Why.REDIRECT : Why.RESPOND;
      return settled(route, policy, Side.LEGACY, why);
    }
    if (policy.newBackend() == null) {
      return settled(route, policy, Side.LEGACY, Why.NO_NEW);
    }
    if (policy.kill()) {
      return settled(route, policy, Side.LEGACY, Why.KILL);
    }
    return head.announced() == null
        ? split(route, policy, head, client.address(), entropy)
        : PreflightSide.plan(route, policy, asked, client.address());
  }

  private static ExchangePlan split(
      int route, RoutePolicy policy, RequestHead head, byte[] client, Entropy entropy) {
    boolean read = head.isRead();
    StickyKey.Cookie issued = issued(policy.sticky());
    boolean keyed = issued != null || !policy.lists().isEmpty() || isPartial(policy, read);
    StickyValue value = keyed ? StickyValue.find(policy.sticky(), head, client) : null;
    Why list = value == null ? null : policy.lists().find(value);
    if (list != null) {
      return settled(route, policy, list == Why.ALWAYS_NEW ? Side.NEW : Side.LEGACY, list);
    }
    Side wanted = policy.override() == null ? null : policy.override().find(head, client);
    if (wanted != null) {
      return settled(route, policy, wanted, Why.OVERRIDE);
    }
    if (value != null || issued == null) {
      return byShare(route, policy, read, value, null, entropy);
    }
    IssuedCookie minted = mint(issued, entropy);
    return byShare(route, policy, read, StickyValue.of(minted.value()), minted, entropy);
  }

  private static ExchangePlan byShare(
      int route,
      RoutePolicy policy,
      boolean read,
      @Nullable StickyValue value,
      @Nullable IssuedCookie minted,
      Entropy entropy) {
    if (!isPartial(policy, read)) {
      Side side = policy.split().side(0, read);
      return new ExchangePlan(route, policy, side, Why.SHARE, Bucket.NONE, minted);
    }
    int bucket = value == null ? Bucket.of(entropy.next()) : value.bucket(policy.salt());
    Why why = value == null ? Why.UNKEYED : Why.SHARE;
    return new ExchangePlan(route, policy, policy.split().side(bucket, read), why, bucket, minted);
  }

  /** Whether the share leaves some users on each side, so that the bucket counts. */
  static boolean isPartial(RoutePolicy policy, boolean read) {
    int share = policy.split().share(read);
    return share > 0 && share < Split.BUCKETS;
  }

  static ExchangePlan settled(int route, RoutePolicy policy, Side side, Why why) {
    return new ExchangePlan(route, policy, side, why, Bucket.NONE, null);
  }

  private static StickyKey.@Nullable Cookie issued(List<StickyKey> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) instanceof StickyKey.Cookie cookie && cookie.issue() != null) {
        return cookie;
      }
    }
    return null;
  }

  private static IssuedCookie mint(StickyKey.Cookie cookie, Entropy entropy) {
    HexFormat hex = HexFormat.of();
    return new IssuedCookie(
        cookie.name(),
        hex.toHexDigits(entropy.next()) + hex.toHexDigits(entropy.next()),
        Objects.requireNonNull(cookie.issue()));
  }
}
