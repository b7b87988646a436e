package dev.banyan.server.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.DeadPort;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawOrigin;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real connections to real misbehaving origins, held to the contract that the simulator's pass. */
@Timeout(60)
class LoopBackendContractTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String HEAD = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n";
  private static final String CHUNKED_POST =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final Answer HELLO = Answer.ok("hello");

  private static EventLoops loops;

  @BeforeAll
  static void start() {
    loops = EventLoops.start(1);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    loops.stop().await();
  }

  private static Arguments row(Behavior origin, String request, String... events) {
    return Arguments.of(origin, request, List.of(events));
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        row(HELLO, GET, "written", "head 200 FIXED", "body 5", "end"),
        row(HELLO, HEAD, "written", "head 200 NONE", "end"),
        row(Answer.status(204), GET, "written", "head 204 NONE", "end"),
        row(HELLO.chunked(2), GET, "written", "head 200 CHUNKED", "body 5", "end"),
        row(
            HELLO.chunked(5).trailer("X-Sum", "1"),
            GET,
            "written",
            "head 200 CHUNKED",
            "body 5",
            "end X-Sum: 1"),
        row(HELLO.untilClose(), GET, "written", "head 200 UNTIL_CLOSE", "body 5", "end"),
        row(
            Behaviors.informing(103, List.of("Link: </a>"), HELLO),
            GET,
            "written",
            "interim 103",
            "head 200 FIXED",
            "body 5",
            "end"),
        row(HELLO, POST, "written", "head 200 FIXED", "body 5", "end"),
        row(HELLO, CHUNKED_POST, "written", "head 200 FIXED", "body 5", "end"),
        row(
            Answer.status(200).body(Payload.of("x".repeat(3_000_000))),
            GET,
            "written",
            "head 200 FIXED",
            "body 3000000",
            "end"));
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        row(Failures.closeBeforeHead(), GET, "written", "failed CLOSED"),
        row(Failures.resetBeforeHead(), GET, "written", "failed RESET"),
        row(Failures.cutHead(HELLO, 20, Ending.FIN), GET, "written", "failed CLOSED"),
        row(Failures.garbage(100, 1), GET, "written", "failed INVALID_ANSWER"),
        row(
            Failures.cutBody(HELLO, 2, Ending.FIN),
            GET,
            "written",
            "head 200 FIXED",
            "body 2",
            "failed CLOSED"),
        row(
            Failures.cutBody(HELLO.chunked(5), 2, Ending.FIN),
            GET,
            "written",
            "head 200 CHUNKED",
            "body 2",
            "failed CLOSED"),
        row(Behaviors.switching("x"), GET, "written", "failed INVALID_ANSWER"));
  }

  @ParameterizedTest
  @MethodSource({"answers", "failures"})
  void tellsOfTheAnswerInOrder(Behavior behavior, String request, List<String> events) {
    try (RawOrigin origin = RawOrigin.start(behavior);
        BackendBench bench = new BackendBench(loops, origin.port())) {
      BackendOwner owner = bench.ask(request, BackendPort.ANY_IDLE);
      owner.awaitEnd();

      assertEquals(events, owner.events());
      bench.awaitConnections(events.get(events.size() - 1).startsWith("end") ? 1 : 0);
    }
  }

  @Test
  void aConnectionThatIsRefusedFailsTheLease() {
    try (DeadPort dead = DeadPort.refusing();
        BackendBench bench = new BackendBench(loops, dead.port())) {
      BackendOwner owner = bench.ask(GET, BackendPort.ANY_IDLE);
      owner.awaitEnd();

      assertEquals(List.of("lease CONNECT_FAILED"), owner.events());
      bench.awaitConnections(0);
    }
  }

  @Test
  void aConnectionIsUsedAgainUnlessAFreshOneIsWanted() {
    try (RawOrigin origin = RawOrigin.start(HELLO);
        BackendBench bench = new BackendBench(loops, origin.port())) {
      bench.ask(GET, BackendPort.ANY_IDLE).awaitEnd();
      bench.ask(POST, Duration.ofSeconds(30).toNanos()).awaitEnd();
      assertEquals(1, origin.connectionsAccepted());
      bench.ask(GET, BackendPort.FRESH).awaitEnd();

      assertEquals(2, origin.connectionsAccepted());
    }
  }

  @Test
  void aReusedConnectionThatDiesBeforeAByteIsStale() {
    try (RawOrigin origin = RawOrigin.start(Failures.dieOnReuse(Ending.FIN, HELLO));
        BackendBench bench = new BackendBench(loops, origin.port())) {
      bench.ask(GET, BackendPort.ANY_IDLE).awaitEnd();
      BackendOwner second = bench.ask(GET, BackendPort.ANY_IDLE);
      second.awaitEnd();

      assertEquals(List.of("written", "failed STALE_CONNECTION"), second.events());
    }
  }

  @Test
  void noPieceComesThatIsNotDemanded() {
    try (RawOrigin origin =
            RawOrigin.start(Answer.status(200).body(Payload.of("x".repeat(5_000_000))));
        BackendBench bench = new BackendBench(loops, origin.port())) {
      BackendOwner owner = bench.owner(GET);
      owner.demandOnePieceAtATime();
      bench.ask(owner, BackendPort.ANY_IDLE);
      owner.awaitEnd();

      assertEquals(List.of("written", "head 200 FIXED", "body 5000000", "end"), owner.events());
    }
  }

  @Test
  void noPieceComesBeforeTheFirstDemand() {
    try (RawOrigin origin = RawOrigin.start(Answer.status(200).body(Payload.of("x".repeat(100))));
        BackendBench bench = new BackendBench(loops, origin.port())) {
      BackendOwner owner = bench.owner(GET);
      owner.waitAtHead();
      bench.ask(owner, BackendPort.ANY_IDLE);
      owner.awaitHead();
      bench.run(() -> {});
      assertEquals(List.of("written", "head 200 FIXED"), owner.events());
      bench.run(owner::demand);
      owner.awaitEnd();

      assertEquals(List.of("written", "head 200 FIXED", "body 100", "end"), owner.events());
    }
  }

  @Test
  void nothingComesAfterACancel() {
    try (RawOrigin origin = RawOrigin.start(Failures.stallBody(HELLO, 2));
        BackendBench bench = new BackendBench(loops, origin.port())) {
      BackendOwner owner = bench.ask(GET, BackendPort.ANY_IDLE);
      owner.awaitBody(2);
      bench.run(owner::cancel);
      bench.awaitConnections(0);

      assertEquals(List.of("written", "head 200 FIXED", "body 2"), owner.events());
    }
  }

  @Test
  void anAnswerThatIsThrownAwayLeavesItsConnectionToTheNext() {
    try (RawOrigin origin = RawOrigin.start(HELLO);
        BackendBench bench = new BackendBench(loops, origin.port())) {
      BackendOwner owner = bench.owner(GET);
      owner.discardAtHead(64 << 10);
      bench.ask(owner, BackendPort.ANY_IDLE);
      owner.awaitEnd();
      bench.awaitIdle(1);
      bench.ask(GET, BackendPort.ANY_IDLE).awaitEnd();

      assertEquals(List.of("written", "head 200 FIXED"), owner.events());
      assertEquals(1, origin.connectionsAccepted());
    }
  }

  @Test
  void aLongAnswerThatIsThrownAwayClosesItsConnection() {
    try (RawOrigin origin =
            RawOrigin.start(Answer.status(200).body(Payload.of("x".repeat(5_000_000))));
        BackendBench bench = new BackendBench(loops, origin.port())) {
      BackendOwner owner = bench.owner(GET);
      owner.discardAtHead(64 << 10);
      bench.ask(owner, BackendPort.ANY_IDLE);
      owner.awaitEnd();

      bench.awaitConnections(0);
    }
  }

  @Test
  void aCancelledLeaseCallsNobody() {
    try (RawOrigin origin = RawOrigin.start(HELLO);
        BackendBench bench = new BackendBench(loops, origin.port())) {
      BackendOwner owner = bench.owner(GET);
      assertTrue(bench.askAndCancel(owner));
      bench.ask(GET, BackendPort.ANY_IDLE).awaitEnd();

      assertEquals(List.of(), owner.events());
      assertFalse(owner.ended());
    }
  }
}
