package dev.banyan.core.plan;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.split.Bucket;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.SideOverride;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import dev.banyan.core.split.StickyLists;
import dev.banyan.core.split.StickyValue;
import dev.banyan.core.split.Why;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the side of a CORS preflight: that of the request which it announces, if it is the same for
 * whoever may send it; else both are asked. A browser sends a preflight without cookies, and names
 * the request's fields without their values. Pure and stateless.
 */
public final class PreflightSide {
  private PreflightSide() {}

  /**
   * Plans a preflight. It is given no cookie: browsers would drop it.
   *
   * @param asked what the preflight announces, or the preflight itself if a route names OPTIONS
   */
  static ExchangePlan plan(int route, RoutePolicy policy, RequestHead asked, byte[] client) {
    boolean read = asked.isRead();
    boolean hidden = hidesSticky(policy.sticky(), asked, client);
    StickyValue value = hidden ? null : StickyValue.find(policy.sticky(), asked, client);
    Why list = value == null ? null : policy.lists().find(value);
    if (list != null) {
      Side side = list == Why.ALWAYS_NEW ? Side.NEW : Side.LEGACY;
      return TrafficPlanner.settled(route, policy, side, list);
    }
    SideOverride override = policy.override();
    Side wanted = override == null ? null : override.find(asked, client);
    if (wanted != null) {
      return TrafficPlanner.settled(route, policy, wanted, Why.OVERRIDE);
    }
    if (hidesOverride(override, asked, client)) {
      return TrafficPlanner.settled(route, policy, Side.LEGACY, Why.PREFLIGHT);
    }
    if (value != null && TrafficPlanner.isPartial(policy, read)) {
      int bucket = value.bucket(policy.salt());
      Side side = policy.split().side(bucket, read);
      return new ExchangePlan(route, policy, side, Why.SHARE, bucket, null);
    }
    return ofAll(route, policy, read, hidden ? policy.lists() : StickyLists.NONE);
  }

  /** The side of all users, the listed ones too, or both if there are some on each. */
  private static ExchangePlan ofAll(
      int route, RoutePolicy policy, boolean read, StickyLists lists) {
    int share = policy.split().share(read);
    boolean someNew = share > 0 || !lists.alwaysNew().isEmpty();
    boolean someLegacy = share < Split.BUCKETS || !lists.alwaysLegacy().isEmpty();
    Why why = someNew && someLegacy ? Why.PREFLIGHT : Why.SHARE;
    Side side = someLegacy ? Side.LEGACY : Side.NEW;
    return new ExchangePlan(route, policy, side, why, Bucket.NONE, null);
  }

  /**
   * Whether the request may have a sticky value that the preflight has not: a cookie, or a field of
   * which it tells the name.
   */
  private static boolean hidesSticky(List<StickyKey> keys, RequestHead asked, byte[] client) {
    for (StickyKey key : keys) {
      if (StickyValue.find(List.of(key), asked, client) != null) {
        return false;
      }
      if (hides(key, asked, client)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the request may have the value of {@code key}, and the preflight has not. */
  public static boolean hides(StickyKey key, RequestHead asked, byte[] client) {
    boolean announced = key instanceof StickyKey.Header header && announces(asked, header.name());
    return (key instanceof StickyKey.Cookie || announced)
        && StickyValue.find(List.of(key), asked, client) == null;
  }

  /** Whether the request may choose a side, which the preflight does not tell. */
  public static boolean hidesOverride(
      @Nullable SideOverride override, RequestHead asked, byte[] client) {
    if (override == null || !override.isTrusted(client)) {
      return false;
    }
    boolean header = override.header() != null && announces(asked, override.header());
    boolean cookie =
        override.cookie() != null && Cookies.find(asked, override.cookie()) == Cookies.ABSENT;
    return header || cookie;
  }

  private static boolean announces(RequestHead asked, String name) {
    return asked.announces(Ascii.bytes(name.toLowerCase(Locale.ROOT)));
  }
}
