package dev.banyan.bench;

import dev.banyan.core.forward.RequestId;
import dev.banyan.core.forward.RouteActions;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyLists;
import dev.banyan.core.split.Why;
import dev.banyan.server.telemetry.AttemptRecord;
import dev.banyan.server.telemetry.ExchangeRecord;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** Exchanges that were answered with 1 KiB, over many routes and both sides. Confined. */
final class SampleExchanges {
  private final SplittableRandom random = new SplittableRandom(1);
  private final RoutePolicy[] policies;

  SampleExchanges(int routes) {
    policies = new RoutePolicy[routes];
    for (int i = 0; i < routes; i++) {
      policies[i] = policy("route" + i);
    }
  }

  private static RoutePolicy policy(String name) {
    Split split = new Split(5_000, 5_000);
    return new RoutePolicy(
        name,
        1,
        "old",
        "fresh",
        split,
        List.of(),
        "",
        false,
        null,
        FallbackSpec.DEFAULT,
        null,
        0,
        0,
        StickyLists.NONE,
        null,
        RouteActions.NONE);
  }

  /** An exchange that took around 5 ms. */
  ExchangeRecord next() {
    int route = random.nextInt(policies.length);
    RoutePolicy policy = policies[route];
    Side side = random.nextBoolean() ? Side.NEW : Side.LEGACY;
    long nanos = (long) (5e6 * Math.exp(random.nextGaussian() * 0.5));
    AttemptRecord attempt = new AttemptRecord(side, 0);
    attempt.sentTo("127.0.0.1:9000");
    attempt.answered(200, nanos);
    attempt.ended(nanos);
    ExchangeRecord record =
        new ExchangeRecord(head(), "192.0.2.7", RequestId.minted(route, nanos), 0);
    record.planned(new ExchangePlan(route, policy, side, Why.SHARE, 4711, null));
    record.attempt(attempt);
    record.answered(200);
    record.sent(1_024);
    record.ended(nanos);
    return record;
  }

  private static RequestHead head() {
    byte[] bytes = Ascii.bytes("GET /api/orders/4711/items HTTP/1.1\r\nHost: shop.example\r\n\r\n");
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    return Objects.requireNonNull(head);
  }
}
