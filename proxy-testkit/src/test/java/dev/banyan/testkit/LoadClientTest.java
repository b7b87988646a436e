package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class LoadClientTest {
  private static final Answer HELLO = Answer.ok("hello");
  private static final LoadMix MIX =
      LoadMix.of(
              new LoadMix.Weighted(8, LoadRequest.of("GET", "/a")),
              new LoadMix.Weighted(2, LoadRequest.of("POST", "/b", "body")),
              new LoadMix.Weighted(1, LoadRequest.of("HEAD", "/c")))
          .users(10, n -> "Cookie: user=" + n);

  @WaitingTest
  void sendsEachRequestOnceAtTheRate() {
    try (RawOrigin origin = RawOrigin.start("new", Behaviors.signed(HELLO))) {
      LoadReport report = load(origin).rate(800).mix(MIX).run();
      assertEquals(200, report.size());
      assertEquals(Map.of(LoadOutcome.ANSWERED, 200L), report.countBy(LoadResult::outcome));
      assertEquals(Map.of("new", 200L), report.countBy(LoadResult::servedBy));
      for (LoadResult result : report.results()) {
        assertEquals(1, origin.executionsOf(result.key()), result.key());
      }
      assertEquals(200, origin.log().executionsByKey().size());
      assertEquals(248_750_000, report.results().get(199).dueNanos());
      int reused = report.where(LoadResult::reusedConnection).size();
      assertEquals(200 - origin.connectionsAccepted(), reused);
      assertTrue(reused > 0);
    }
  }

  @WaitingTest
  void theSeedFixesTheRequests() {
    assertEquals(sent(7), sent(7));
    assertTrue(!sent(7).equals(sent(8)));
  }

  private static List<LoadRequest> sent(long seed) {
    try (RawOrigin origin = RawOrigin.start(HELLO)) {
      LoadReport report = load(origin).rate(400).seed(seed).mix(MIX).run();
      return report.results().stream().map(LoadResult::request).toList();
    }
  }

  static List<Arguments> failures() {
    return List.of(
        Arguments.of(Failures.closeBeforeHead(), LoadOutcome.CLOSED_BEFORE_HEAD, 0),
        Arguments.of(Failures.resetBeforeHead(), LoadOutcome.RESET_BEFORE_HEAD, 0),
        Arguments.of(Failures.cutBody(HELLO, 2, Ending.FIN), LoadOutcome.CLOSED_IN_BODY, 200),
        Arguments.of(Failures.cutBody(HELLO, 2, Ending.RESET), LoadOutcome.RESET_IN_BODY, 200),
        Arguments.of(Failures.stallBody(HELLO, 2), LoadOutcome.TIMED_OUT, 200),
        Arguments.of(Failures.hang(), LoadOutcome.TIMED_OUT, 0),
        Arguments.of(InvalidHead.TWO_LENGTHS, LoadOutcome.MALFORMED, 200),
        Arguments.of(InvalidHead.OTHER_PROTOCOL, LoadOutcome.MALFORMED, 0),
        Arguments.of(Answer.status(503), LoadOutcome.ANSWERED, 503),
        Arguments.of(
            HELLO.header(RecordedRequest.KEY_FIELD, "other"), LoadOutcome.WRONG_ANSWER, 200));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("failures")
  void namesEveryFailure(Behavior behavior, LoadOutcome outcome, int status) {
    Duration timeout = Duration.ofMillis(outcome == LoadOutcome.TIMED_OUT ? 1_500 : 10_000);
    try (RawOrigin origin = RawOrigin.start(behavior)) {
      LoadReport report = load(origin).rate(40).timeout(timeout).run();
      assertEquals(Map.of(outcome, 10L), report.countBy(LoadResult::outcome));
      assertEquals(Map.of(status, 10L), report.countBy(LoadResult::status));
      origin.awaitRequests(10, Duration.ofSeconds(20));
      assertEquals(10, origin.executions(), "each is tried once");
    }
  }

  @WaitingTest
  void namesRefusal() {
    try (DeadPort port = DeadPort.refusing()) {
      LoadReport report =
          LoadClient.to(port.port()).rate(100).duration(Duration.ofMillis(200)).run();
      assertEquals(Map.of(LoadOutcome.CONNECT_FAILED, 20L), report.countBy(LoadResult::outcome));
    }
  }

  @WaitingTest
  void hangingRequestsDoNotHoldUpTheOthers() {
    Behavior often = Behaviors.sometimes(0.3, 1, Failures.hang(), HELLO);
    try (RawOrigin origin = RawOrigin.start(often)) {
      LoadReport report = load(origin).rate(400).grace(Duration.ofSeconds(2)).run();
      assertEquals(100, report.size());
      assertEquals(
          Set.of(LoadOutcome.ANSWERED, LoadOutcome.TIMED_OUT),
          report.results().stream().map(LoadResult::outcome).collect(Collectors.toSet()));
    }
  }

  @WaitingTest
  void sendsLateWhenAllConnectionsAreBusy() {
    Behavior slow = Behaviors.slow(Duration.ofMillis(100), HELLO);
    try (RawOrigin origin = RawOrigin.start(slow)) {
      LoadReport report = load(origin).rate(80).connections(1).run();
      assertEquals(Map.of(LoadOutcome.ANSWERED, 20L), report.countBy(LoadResult::outcome));
      assertTrue(report.lateness(1).toMillis() > 800, "lateness: " + report.lateness(1));
      assertTrue(report.lateness(1).compareTo(report.latency(0.5).multipliedBy(4)) > 0);
      assertEquals(1, origin.connectionsAccepted());
    }
  }

  @WaitingTest
  void endsInTimeWhateverHangs() {
    try (RawOrigin origin = RawOrigin.start(Failures.hang())) {
      long start = System.nanoTime();
      LoadReport report = load(origin).rate(80).connections(5).grace(Duration.ofMillis(300)).run();
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(30).toNanos());
      assertEquals(
          Map.of(LoadOutcome.TIMED_OUT, 5L, LoadOutcome.NOT_SENT, 15L),
          report.countBy(LoadResult::outcome));
    }
  }

  @WaitingTest
  void quantilesAreOfTheSortedMeasures() {
    LoadJob job = new LoadJob("k", LoadRequest.of("GET", "/"), 0);
    List<LoadResult> results =
        List.of(30L, 10L, 20L, 40L).stream()
            .map(n -> job.result(LoadOutcome.ANSWERED, RawResponse.NONE, false, 0, 0, n))
            .toList();
    LoadReport report = new LoadReport(results);
    assertEquals(10, report.latency(0).toNanos());
    assertEquals(20, report.latency(0.5).toNanos());
    assertEquals(30, report.latency(0.51).toNanos());
    assertEquals(40, report.latency(1).toNanos());
    assertEquals(Duration.ZERO, report.where(r -> false).latency(0.5));
  }

  private static LoadClient load(RawOrigin origin) {
    return LoadClient.to(origin.port()).duration(Duration.ofMillis(250));
  }
}
