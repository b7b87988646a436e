package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.forward.RequestId;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.split.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exchanges that histograms name as examples. */
class ExemplarsTest {
  private static final long START = System.nanoTime();

  private final Telemetry telemetry = new Telemetry(2_000);
  private final LoopMeters loop = telemetry.newLoop();

  @AfterEach
  void close() {
    telemetry.close();
  }

  @Test
  void histogramsNameTheSlowestExchangeOfLateOnceSomebodyAsksForThem() throws IOException {
    loop.ended(exchange("orders", 1, 3));
    assertFalse(scrape(TextFormat.OPEN_METRICS).contains("request_id"), "nobody had asked");

    loop.ended(exchange("orders", 2, 3));
    loop.ended(exchange("orders", 3, 700));
    loop.ended(exchange("orders", 4, 4));
    String named = scrape(TextFormat.OPEN_METRICS);

    List<String> examples = named.lines().filter(line -> line.contains("request_id")).toList();
    assertEquals(2, examples.size(), examples::toString);
    assertTrue(named.endsWith("# EOF\n"));
    for (String histogram : List.of("banyan_request_duration", "banyan_attempt_head")) {
      String expected =
          histogram
              + "_seconds_bucket\\{route=\"orders\",side=\"new\",le=\"1.0\"} 4 # \\{request_id=\""
              + id(3)
              + "\"} 0.7 [0-9]+\\.[0-9]+";
      assertTrue(examples.stream().anyMatch(line -> line.matches(expected)), examples::toString);
    }
    assertFalse(scrape(TextFormat.PROMETHEUS).contains("request_id"));
  }

  @Test
  void eachLoopAddsItsOwn() throws IOException {
    LoopMeters second = telemetry.newLoop();
    scrape(TextFormat.OPEN_METRICS);
    loop.ended(exchange("orders", 1, 3));
    second.ended(exchange("orders", 2, 700));

    String named = scrape(TextFormat.OPEN_METRICS);
    assertTrue(named.contains(id(1)), named);
    assertTrue(named.contains(id(2)), named);
  }

  @Test
  void aBucketNamesNoOlderExchangeThanAtTheLastScrape() throws IOException {
    LoopMeters second = telemetry.newLoop();
    scrape(TextFormat.OPEN_METRICS);
    second.ended(exchange("orders", 1, 3));
    awaitTheNextMillisecond();
    loop.ended(exchange("orders", 2, 3));
    assertTrue(scrape(TextFormat.OPEN_METRICS).contains(id(2)), "the latest");

    loop.ended(exchange("orders", 3, 700));
    for (int i = 0; i < 2; i++) {
      String named = scrape(TextFormat.OPEN_METRICS);
      assertTrue(named.contains(id(3)), "another bucket, once and again");
      assertFalse(named.contains(id(1)), "Prometheus would refuse it after " + id(2));
    }

    awaitTheNextMillisecond();
    loop.ended(exchange("orders", 4, 900));
    assertTrue(scrape(TextFormat.OPEN_METRICS).contains(id(4)), "a later one of that bucket");
  }

  private static void awaitTheNextMillisecond() {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() <= now) {
      Thread.onSpinWait();
    }
  }

  @Test
  void noneIsKeptUntilSomebodyAsksAndOfABoundedNumberOfRoutesAfterThat() throws IOException {
    RouteDirectory directory = new RouteDirectory(2_000);
    LoopMeters meters = new LoopMeters(directory);
    meters.ended(exchange("r0", 1, 3));
    assertTrue(samples(directory, "r0").isEmpty());

    directory.exemplars().ask(START);
    for (int i = 0; i <= LoopMeters.MOST_SAMPLED; i++) {
      meters.ended(exchange("r" + i, i, 3));
    }
    assertEquals(1, samples(directory, "r0").size());
    assertEquals(1, samples(directory, "r" + (LoopMeters.MOST_SAMPLED - 1)).size());
    assertTrue(samples(directory, "r" + LoopMeters.MOST_SAMPLED).isEmpty());
  }

  @Test
  void aSlowOneMakesRoomForOthersAfterAWhile() {
    LatencySamples samples = new LatencySamples(() -> 1_000);
    assertNull(samples.at(LatencySamples.ofRequests(1)));
    samples.take(exchange("orders", 1, 700, START));
    samples.take(exchange("orders", 2, 3, START + Duration.ofSeconds(10).toNanos()));
    assertEquals(700_000_000, samples.at(LatencySamples.ofRequests(1)).nanos());

    samples.take(exchange("orders", 3, 3, START + Duration.ofSeconds(16).toNanos()));
    assertEquals(3_000_000, samples.at(LatencySamples.ofRequests(1)).nanos());
  }

  @Test
  void theDemandEndsAfterSomeMinutes() {
    ExemplarDemand demand = new ExemplarDemand();
    assertFalse(demand.lasts(START));
    demand.ask(START);
    assertTrue(demand.lasts(START + Duration.ofMinutes(4).toNanos()));
    assertFalse(demand.lasts(START + Duration.ofMinutes(5).toNanos()));
  }

  private static List<LatencySample> samples(RouteDirectory directory, String route) {
    return directory.of(route).samples(LatencySamples.ofRequests(1));
  }

  private static ExchangeRecord exchange(String route, int number, int millis) {
    return exchange(route, number, millis, START);
  }

  private static ExchangeRecord exchange(String route, int number, int millis, long start) {
    RoutePolicy policy = Sample.policy(route);
    RequestId id = RequestId.minted(0, number);
    ExchangeRecord record = new ExchangeRecord(Sample.head("GET", "/a"), "::1", id, start);
    record.planned(Sample.plan(0, policy, Side.NEW));
    record.attempt(Sample.ok(Side.NEW, Duration.ofMillis(millis)));
    record.answered(200);
    record.ended(start + Duration.ofMillis(millis).toNanos());
    return record;
  }

  private static String id(int number) {
    return new String(RequestId.minted(0, number).bytes(), StandardCharsets.US_ASCII);
  }

  private String scrape(TextFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    telemetry.scrape(format, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
