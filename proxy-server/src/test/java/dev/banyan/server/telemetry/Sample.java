package dev.banyan.server.telemetry;

import dev.banyan.core.forward.RequestId;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.Why;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Exchanges made by hand, and the parts that they are made of. */
final class Sample {
  /** When the exchanges of this class begin, on the loop's clock. */
  static final long START = 1_000_000_000L;

  /** What they go by. */
  static final RequestId ID = RequestId.minted(0x0123456789abcdefL, -1);

  private static final Map<String, RequestHead> HEADS = new ConcurrentHashMap<>();

  private Sample() {}

  static RequestHead head(String method, String target) {
    return HEADS.computeIfAbsent(method + " " + target, Sample::parse);
  }

  private static RequestHead parse(String methodAndTarget) {
    byte[] bytes = Ascii.bytes(methodAndTarget + " HTTP/1.1\r\nHost: shop.example:8080\r\n\r\n");
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    RequestHead head = parser.parseRequest(bytes, bytes.length);
    return Objects.requireNonNull(head, () -> "refused: " + parser.violation());
  }

  static RoutePolicy policy(String name) {
    return policy(name, new Split(5000, 1000), false);
  }

  static RoutePolicy policy(String name, Split split, boolean kill) {
    return new RoutePolicy(
        name,
        1,
        "old",
        "fresh",
        split,
        List.of(),
        "",
        kill,
        null,
        FallbackSpec.DEFAULT,
        null,
        0,
        0);
  }

  static ExchangePlan plan(int number, RoutePolicy policy, Side side) {
    return new ExchangePlan(number, policy, side, Why.SHARE, 4711, null);
  }

  /** An exchange that one attempt answered with 200. */
  static ExchangeRecord answered(String method, ExchangePlan plan, Duration took) {
    ExchangeRecord record = begun(method, plan);
    record.attempt(ok(plan.side(), took));
    record.answered(200);
    record.ended(START + took.toNanos());
    return record;
  }

  /** An exchange that legacy answered with 200 after new failed. */
  static ExchangeRecord rescued(
      String method, ExchangePlan plan, FailureKind failure, Duration took) {
    ExchangeRecord record = begun(method, plan);
    record.attempt(failed(Side.NEW, failure, took));
    record.attempt(ok(Side.LEGACY, took));
    record.answered(200);
    record.ended(START + 2 * took.toNanos());
    return record;
  }

  /** An exchange that has a plan and nothing else. */
  static ExchangeRecord begun(String method, ExchangePlan plan) {
    ExchangeRecord record = new ExchangeRecord(head(method, "/a?b=c"), "192.0.2.7", ID, START);
    record.planned(plan);
    return record;
  }

  static AttemptRecord ok(Side side, Duration took) {
    AttemptRecord attempt = new AttemptRecord(side, START);
    attempt.sentTo("127.0.0.1:9000");
    attempt.answered(200, took.toNanos());
    attempt.ended(START + took.toNanos());
    return attempt;
  }

  static AttemptRecord failed(Side side, FailureKind failure, Duration took) {
    AttemptRecord attempt = new AttemptRecord(side, START);
    if (failure.stage() != FailureKind.Stage.NEVER_SENT) {
      attempt.sentTo("127.0.0.1:9001");
    }
    attempt.failed(failure);
    attempt.ended(START + took.toNanos());
    return attempt;
  }
}
