package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopMetersTest {
  private static final Duration TOOK = Duration.ofMillis(7);

  private final Telemetry telemetry = new Telemetry(2);
  private final LoopMeters loop = telemetry.newLoop();

  @AfterEach
  void close() {
    telemetry.close();
  }

  private MetricsText scrape() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    telemetry.scrape(TextFormat.PROMETHEUS, out);
    return MetricsText.parse(out.toString(StandardCharsets.UTF_8));
  }

  private static ExchangePlan plan(String route, Side side) {
    return Sample.plan(0, Sample.policy(route), side);
  }

  @Test
  void countsAnAnswer() throws IOException {
    ExchangeRecord record = Sample.answered("GET", plan("orders", Side.NEW), TOOK);
    record.received(10);
    record.sent(3_000);
    loop.ended(record);

    MetricsText metrics = scrape();
    String side = "{route=\"orders\",side=\"new\"";
    assertEquals(
        1,
        metrics.value(
            "banyan_requests_total"
                + "{method=\"GET\",route=\"orders\",side=\"new\",status=\"2xx\"}"));
    assertEquals(
        1, metrics.value("banyan_attempts_total{outcome=\"ok\",route=\"orders\",side=\"new\"}"));
    for (String family :
        List.of("banyan_request_duration_seconds", "banyan_attempt_head_seconds")) {
      assertEquals(0, metrics.value(family + "_bucket{le=\"0.005\"," + side.substring(1) + "}"));
      assertEquals(1, metrics.value(family + "_bucket{le=\"0.01\"," + side.substring(1) + "}"));
      assertEquals(0.007, metrics.value(family + "_sum" + side + "}"), 1e-12);
    }
    assertEquals(10, metrics.value("banyan_request_body_bytes_total{route=\"orders\"}"));
    assertEquals(3_000, metrics.value("banyan_response_body_bytes_total{route=\"orders\"}"));
    assertEquals(0, metrics.value("banyan_client_errors_total{route=\"orders\"}"));
    assertEquals(
        1, metrics.value("banyan_plans_total{kind=\"reads\",route=\"orders\",side=\"new\"}"));
  }

  @Test
  void countsAFallbackAtTheSideThatAnswered() throws IOException {
    ExchangePlan plan = plan("orders", Side.NEW);
    loop.ended(Sample.rescued("GET", plan, FailureKind.TIMEOUT, TOOK));
    loop.ended(Sample.rescued("GET", plan, FailureKind.BREAKER_OPEN, TOOK));

    MetricsText metrics = scrape();
    assertEquals(
        2,
        metrics.value(
            "banyan_requests_total"
                + "{method=\"GET\",route=\"orders\",side=\"legacy\",status=\"2xx\"}"));
    assertEquals(1, metrics.value("banyan_fallbacks_total{reason=\"timeout\",route=\"orders\"}"));
    assertEquals(
        1, metrics.value("banyan_fallbacks_total{reason=\"breaker-open\",route=\"orders\"}"));
    assertEquals(
        1,
        metrics.value("banyan_attempts_total{outcome=\"timeout\",route=\"orders\",side=\"new\"}"));
    assertEquals(
        1,
        metrics.value("banyan_attempt_head_seconds_count{route=\"orders\",side=\"new\"}"),
        "what was never sent took no time");
    assertEquals(
        2, metrics.value("banyan_plans_total{kind=\"reads\",route=\"orders\",side=\"new\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    // What a client did.
    "method-not-supported, 501, false, 0, 0",
    "bad-version, 505, false, 0, 0",
    "max-forwards, 501, false, 0, 0",
    "loop, 508, false, 0, 0",
    "bad-chunk, 200, true, 0, 0",
    "body-too-large, 200, true, 0, 0",
    // What Banyan lacks, or does.
    "head-memory, 503, false, 1, 0",
    "draining, 503, false, 1, 0",
    "draining, 502, false, 1, 0",
    "draining, 200, true, 1, 1",
    "any-other, 503, false, 1, 0"
  })
  void aRefusalIsAnErrorOfClientsOnlyIfBanyanIsWhy(
      String why, int status, boolean truncated, int errors, int cut) throws IOException {
    ExchangeRecord record = Sample.begun("POST", plan("orders", Side.NEW));
    record.refused(why);
    record.answered(status);
    if (truncated) {
      record.truncate();
    }
    record.ended(Sample.START + 1);
    loop.ended(record);

    MetricsText metrics = scrape();
    assertEquals(errors, metrics.value("banyan_client_errors_total{route=\"orders\"}"));
    assertEquals(cut, metrics.value("banyan_truncated_total{route=\"orders\"}"));
    assertEquals(1, metrics.value("banyan_refused_total{route=\"orders\"}"));
  }

  @Test
  void countsWhatClientsSuffered() throws IOException {
    ExchangePlan plan = plan("orders", Side.NEW);
    ExchangeRecord failed = Sample.begun("POST", plan);
    failed.attempt(Sample.failed(Side.NEW, FailureKind.RESET, TOOK));
    failed.failed(FailureKind.RESET);
    failed.answered(502);
    failed.dropReplay();
    failed.ended(Sample.START + 1);
    ExchangeRecord cut = Sample.answered("GET", plan, TOOK);
    cut.truncate();
    ExchangeRecord left = Sample.begun("GET", plan);
    left.leave();
    left.ended(Sample.START + 1);
    for (ExchangeRecord record : List.of(failed, cut, left)) {
      loop.ended(record);
    }

    MetricsText metrics = scrape();
    assertEquals(2, metrics.value("banyan_client_errors_total{route=\"orders\"}"));
    assertEquals(1, metrics.value("banyan_truncated_total{route=\"orders\"}"));
    assertEquals(1, metrics.value("banyan_client_left_total{route=\"orders\"}"));
    assertEquals(1, metrics.value("banyan_replay_dropped_total{route=\"orders\"}"));
    assertEquals(
        1,
        metrics.value(
            "banyan_requests_total"
                + "{method=\"GET\",route=\"orders\",side=\"none\",status=\"none\"}"));
  }

  @Test
  void countsRandomDrawsAndRefusals() throws IOException {
    RoutePolicy policy = Sample.policy("orders");
    loop.ended(
        Sample.answered("GET", new ExchangePlan(0, policy, Side.NEW, Why.UNKEYED, 3, null), TOOK));
    ExchangeRecord refused = new ExchangeRecord(Sample.head("GET", "/"), "192.0.2.7", Sample.ID, 0);
    refused.refused("ambiguous path");
    refused.answered(400);
    loop.ended(refused);

    MetricsText metrics = scrape();
    assertEquals(1, metrics.value("banyan_unkeyed_total{route=\"orders\"}"));
    assertEquals(1, metrics.value("banyan_refused_total{route=\"none\"}"));
    assertEquals(0, metrics.value("banyan_refused_total{route=\"orders\"}"));
  }

  @Test
  void whatCouldNotBeReadIsOfNoRouteAndOfNoMethod() throws IOException {
    ExchangeRecord refused = new ExchangeRecord(null, "192.0.2.7", Sample.ID, 0);
    refused.refused("bad-host");
    refused.answered(400);
    loop.ended(refused);

    MetricsText metrics = scrape();
    assertEquals(1, metrics.value("banyan_refused_total{route=\"none\"}"));
    String labels = "{method=\"OTHER\",route=\"none\",side=\"none\",status=\"4xx\"}";
    assertEquals(1, metrics.value("banyan_requests_total" + labels));
  }

  @Test
  void anAnswerOfBanyansOwnIsARequestAndNoPlan() throws IOException {
    RoutePolicy policy = Sample.policy("orders");
    ExchangePlan plan = new ExchangePlan(0, policy, Side.LEGACY, Why.REDIRECT, -1, null);
    ExchangeRecord record = Sample.begun("GET", plan);
    record.answered(307);
    loop.ended(record);

    MetricsText metrics = scrape();
    assertEquals(
        1,
        metrics.value(
            "banyan_requests_total"
                + "{method=\"GET\",route=\"orders\",side=\"none\",status=\"3xx\"}"));
    assertFalse(metrics.has("banyan_plans_total{kind=\"reads\",route=\"orders\",side=\"legacy\"}"));
    assertEquals(0, metrics.value("banyan_refused_total{route=\"orders\"}"));
  }

  @Test
  void unknownMethodsAreOther() throws IOException {
    loop.ended(Sample.answered("BREW", plan("orders", Side.LEGACY), TOOK));
    loop.ended(Sample.answered("brew", plan("orders", Side.LEGACY), TOOK));

    assertEquals(
        2,
        scrape()
            .value(
                "banyan_requests_total"
                    + "{method=\"OTHER\",route=\"orders\",side=\"legacy\",status=\"2xx\"}"));
  }

  @Test
  void routesBeyondTheBoundShareMeters() throws IOException {
    for (int i = 0; i < 5; i++) {
      ExchangePlan plan = Sample.plan(i, Sample.policy("route" + i), Side.LEGACY);
      loop.ended(Sample.answered("GET", plan, TOOK));
    }

    MetricsText metrics = scrape();
    String count = "banyan_request_duration_seconds_count{route=\"%s\",side=\"legacy\"}";
    assertEquals(1, metrics.value(count.formatted("route0")));
    assertEquals(1, metrics.value(count.formatted("route1")));
    assertEquals(3, metrics.value(count.formatted("other")));
    assertEquals(2, metrics.value("banyan_metered_routes"));
    assertEquals(2, metrics.value("banyan_metered_routes_max"));
  }

  @Test
  void aRouteKeepsItsMetersAcrossTablesAndAGoneOneGivesItsPlaceBack() throws IOException {
    telemetry.serve(List.of(Sample.policy("orders"), Sample.policy("carts")));
    loop.ended(Sample.answered("GET", plan("orders", Side.LEGACY), TOOK));
    loop.ended(Sample.answered("GET", Sample.plan(1, Sample.policy("carts"), Side.LEGACY), TOOK));
    telemetry.serve(List.of(Sample.policy("search"), Sample.policy("orders")));
    loop.ended(Sample.answered("GET", Sample.plan(1, Sample.policy("orders"), Side.LEGACY), TOOK));
    loop.ended(Sample.answered("GET", plan("search", Side.LEGACY), TOOK));
    loop.ended(Sample.answered("GET", Sample.plan(1, Sample.policy("carts"), Side.LEGACY), TOOK));

    MetricsText metrics = scrape();
    String count = "banyan_request_duration_seconds_count{route=\"%s\",side=\"legacy\"}";
    assertEquals(2, metrics.value(count.formatted("orders")));
    assertEquals(1, metrics.value(count.formatted("search")));
    assertEquals(1, metrics.value(count.formatted("other")), "of the table before");
    assertFalse(metrics.has(count.formatted("carts")));
  }

  @Test
  void aRouteMayBeCalledOther() throws IOException {
    loop.ended(Sample.answered("GET", plan("other", Side.LEGACY), TOOK));
    loop.ended(Sample.answered("GET", plan("none", Side.LEGACY), TOOK));
    for (int i = 0; i < 4; i++) {
      loop.ended(Sample.answered("GET", plan("route" + i, Side.LEGACY), TOOK));
    }

    String count = "banyan_request_duration_seconds_count{route=\"other\",side=\"legacy\"}";
    assertEquals(3, scrape().value(count));
  }
}
