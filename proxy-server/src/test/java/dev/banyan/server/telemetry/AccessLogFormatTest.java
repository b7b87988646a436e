package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Why;
import dev.banyan.server.log.Line;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogFormatTest {
  private static final String ID = "\"id\":\"0123456789abcdefffffffffffffffff\"";
  private static final String BEGIN =
      "{\"time\":\"2026-11-22T09:18:52.120Z\",\"id\":\"*\",\"client\":\"192.0.2.7\"";

  private final AccessLogFormat format =
      new AccessLogFormat(Instant.parse("2026-11-22T09:18:52.123Z")::toEpochMilli, false);
  private final RoutePolicy policy = Sample.policy("orders");

  private String line(ExchangeRecord record) {
    Line line = new Line();
    format.write(record, line);
    String text = new String(line.bytes(), 0, line.length(), StandardCharsets.US_ASCII);
    assertTrue(text.endsWith("}\n"), text);
    return text.substring(0, text.length() - 1).replaceFirst(ID, "\"id\":\"*\"");
  }

  @Test
  void anAnswerOfNew() {
    ExchangeRecord record =
        Sample.answered("GET", Sample.plan(0, policy, Side.NEW), Duration.ofNanos(3_456_789));
    record.received(12);
    record.sent(300_000_000);

    assertEquals(
        BEGIN
            + ",\"method\":\"GET\",\"host\":\"shop.example\",\"path\":\"/a\",\"route\":\"orders\""
            + ",\"side\":\"new\",\"bucket\":4711,\"why\":\"share\",\"status\":200"
            + ",\"bytes_in\":12,\"bytes_out\":300000000,\"ms\":3.456,\"head_ms\":3.456"
            + ",\"endpoint\":\"127.0.0.1:9000\"}",
        line(record));
  }

  @Test
  void aFallback() {
    ExchangePlan plan = Sample.plan(0, policy, Side.NEW);
    ExchangeRecord record =
        Sample.rescued("POST", plan, FailureKind.TIMEOUT, Duration.ofNanos(1_500_000));

    assertEquals(
        BEGIN
            + ",\"method\":\"POST\",\"host\":\"shop.example\",\"path\":\"/a\",\"route\":\"orders\""
            + ",\"side\":\"legacy\",\"bucket\":4711,\"why\":\"fallback:timeout\",\"status\":200"
            + ",\"bytes_in\":0,\"bytes_out\":0,\"ms\":3.000,\"head_ms\":1.500"
            + ",\"endpoint\":\"127.0.0.1:9000\"}",
        line(record));
  }

  @Test
  void anAnswerCutWhileTheClientLeft() {
    ExchangeRecord record = Sample.begun("GET", Sample.plan(0, policy, Side.NEW));
    AttemptRecord attempt = Sample.ok(Side.NEW, Duration.ofMillis(2));
    attempt.failed(FailureKind.BODY_CUT);
    record.attempt(attempt);
    record.answered(206);
    record.failed(FailureKind.BODY_CUT);
    record.truncate();
    record.leave();
    record.ended(Sample.START + 3_000_000);

    assertTrue(
        line(record)
            .endsWith(
                ",\"endpoint\":\"127.0.0.1:9000\",\"failure\":\"body-cut\",\"truncated\":true"
                    + ",\"client_left\":true}"));
  }

  @Test
  void theRuleThatAnAnswerBrokeIsNamedThoughAnotherCame() {
    ExchangePlan plan = Sample.plan(4711, policy, Side.NEW);
    ExchangeRecord record =
        Sample.rescued("GET", plan, FailureKind.INVALID_ANSWER, Duration.ofMillis(1));
    assertFalse(line(record).contains("broke"), "nothing is known");
    Objects.requireNonNull(record.first()).broke("lf-lines");

    assertTrue(line(record).endsWith(",\"broke\":\"lf-lines\"}"), line(record));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a?token=secret   | true  | "path":"/a","query":"token=secret","route"
          /a?token=secret   | false | "path":"/a","route"
          /a?               | true  | "path":"/a","query":"","route"
          /a                | true  | "path":"/a","route"
          /a?x="y"          | true  | "path":"/a","query":"x=\\"y\\"","route"
          http://shop.example:8080/a?b=/c?d | true  | "path":"/a","query":"b=/c?d","route"
          """)
  void aQueryIsWrittenOnlyWhereAskedFor(String target, boolean query, String expected) {
    ExchangeRecord record =
        new ExchangeRecord(Sample.head("GET", target), "::1", Sample.ID, Sample.START);
    record.planned(Sample.plan(0, policy, Side.NEW));
    record.ended(Sample.START);
    Line line = new Line();
    new AccessLogFormat(() -> 0, query).write(record, line);

    String text = new String(line.bytes(), 0, line.length(), StandardCharsets.US_ASCII);
    assertTrue(text.contains("," + expected + ":"), text);
  }

  @Test
  void aRefusalHasNoRoute() {
    ExchangeRecord record =
        new ExchangeRecord(Sample.head("GET", "/a%2f..%2fb"), "::1", Sample.ID, 0);
    record.refused("ambiguous path");
    record.answered(400);
    record.ended(0);

    assertEquals(
        "{\"time\":\"2026-11-22T09:18:52.123Z\",\"id\":\"*\",\"client\":\"::1\""
            + ",\"method\":\"GET\",\"host\":\"shop.example\",\"path\":\"/a%2f..%2fb\""
            + ",\"why\":\"refused\",\"status\":400,\"bytes_in\":0,\"bytes_out\":0,\"ms\":0.000"
            + ",\"refused\":\"ambiguous path\"}",
        line(record));
  }

  @Test
  void whatCouldNotBeReadHasNoRequest() {
    ExchangeRecord record = new ExchangeRecord(null, "::1", Sample.ID, 0);
    record.refused("bad-host");
    record.answered(400);
    record.ended(0);

    assertEquals(
        "{\"time\":\"2026-11-22T09:18:52.123Z\",\"id\":\"*\",\"client\":\"::1\",\"why\":\"refused\""
            + ",\"status\":400,\"bytes_in\":0,\"bytes_out\":0,\"ms\":0.000"
            + ",\"refused\":\"bad-host\"}",
        line(record));
  }

  @ParameterizedTest
  @CsvSource({
    "BREAKER_OPEN, breaker-open",
    "POOL_FULL, pool-full",
    "IN_FLIGHT_FULL, in-flight-full",
    "CONNECT_FAILED, fallback:connect-failed",
    "STATUS, fallback:status",
    "INVALID_ANSWER, fallback:invalid-answer",
  })
  void whySaysWhatHappenedAtNew(FailureKind kind, String why) {
    ExchangePlan plan = Sample.plan(0, policy, Side.NEW);

    String line = line(Sample.rescued("GET", plan, kind, Duration.ofMillis(1)));

    assertTrue(line.contains(",\"why\":\"" + why + "\","), line);
  }

  @ParameterizedTest
  @CsvSource({"NO_NEW, no-new", "KILL, kill", "UNKEYED, unkeyed", "ALWAYS_NEW, always-new"})
  void whySaysWhatThePlanSays(Why reason, String why) {
    ExchangePlan plan = new ExchangePlan(0, policy, Side.LEGACY, reason, -1, null);

    String line = line(Sample.answered("GET", plan, Duration.ofMillis(1)));

    assertTrue(line.contains(",\"side\":\"legacy\",\"why\":\"" + why + "\","), line);
  }

  @ParameterizedTest
  @CsvSource({"REDIRECT, redirect", "RESPOND, respond"})
  void anAnswerOfBanyansOwnHasNoSide(Why reason, String why) {
    ExchangePlan plan = new ExchangePlan(0, policy, Side.LEGACY, reason, -1, null);
    ExchangeRecord record = Sample.begun("GET", plan);
    record.answered(308);

    String line = line(record);

    assertTrue(line.contains(",\"route\":\"orders\",\"why\":\"" + why + "\","), line);
    assertTrue(line.contains(",\"status\":308,"), line);
  }
}
