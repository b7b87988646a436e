package dev.banyan.server.e2e.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a connection is kept, and who gets one when there are few. */
class PoolBoundsTest {
  private static final String POST = "POST /asked HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";

  private static Behavior saying(String keepAlive) {
    return Behaviors.signed(Answer.ok("hello").header("Keep-Alive", keepAlive));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({
    "100ms, max=5",
    "1h, timeout=1",
    "1h, 'timeout=1, max=100'",
    "1h, timeout=0",
    "100ms, timeout=100"
  })
  void anUnusedConnectionIsClosedByTheSmallerOfTheTwoTimes(String idleTimeout, String keepAlive) {
    try (Farm farm = new Farm(1, 1, Farm.app("url: @0, idle-timeout: " + idleTimeout))) {
      farm.origin(0).behave(saying(keepAlive));
      assertEquals("origin 0", farm.ask());
      Await.until("it is closed", Farm.SOON, () -> farm.origin(0).connectionsOpen() == 0);
      Await.until("and not counted", Farm.SOON, () -> farm.app().connections() == 0);
      assertEquals("origin 0", farm.ask());
    }
  }

  @WaitingTest
  void aConnectionThatMayBeKeptIsUsedAgain() {
    try (Farm farm = new Farm(1, 1, Farm.app("url: @0, idle-timeout: 1h"));
        RawClient client = farm.client()) {
      farm.origin(0).behave(saying("timeout=3600"));
      for (int i = 0; i < 20; i++) {
        assertEquals("origin 0", Farm.ask(client));
      }
      assertEquals(1, farm.origin(0).connectionsAccepted());
      assertEquals(1, farm.app().idleConnections());
    }
  }

  /**
   * The origin closes as soon as it says: a connection that it announced to close is never used, so
   * a request that can't be repeated is never lost.
   */
  @WaitingTest
  void whereTheBackendClosesAsItSaidNoRequestIsLost() {
    Behavior closing = Behaviors.thenCloseAfter(Duration.ofSeconds(1), saying("timeout=1"));
    try (Farm farm = new Farm(1, 1, Farm.app("url: @0, idle-timeout: 1h"))) {
      farm.origin(0).behave(closing);
      List<RawClient> clients = IntStream.range(0, 8).mapToObj(i -> farm.client()).toList();
      long end = System.nanoTime() + 3_000_000_000L;
      for (int step = 0; System.nanoTime() < end; step++) {
        RawClient client = clients.get(step % clients.size());
        assertEquals("origin 0", Farm.ask(client, POST));
        long pause = System.nanoTime() + (step % 10) * 100_000_000L;
        Await.until("a pause", Farm.SOON, () -> System.nanoTime() >= pause);
      }
      clients.forEach(RawClient::close);
    }
  }

  /** The request is on its way when the connection is gone, but the loop can know. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"FIN, false", "RESET, false", "FIN, true", "RESET, true"})
  void aPostRightAfterTheBackendHasEndedItsUnusedConnectionIsSentOnce(Ending how, boolean nio) {
    try (Farm farm = new Farm(1, nio, 1, Farm.app("url: @0, idle-timeout: 1h"));
        RawClient client = farm.client()) {
      for (int i = 1; i <= 200; i++) {
        assertEquals("origin 0", Farm.ask(client, POST));
        assertEquals(i, farm.origin(0).executions());
        Await.until("it is unused", Farm.SOON, () -> farm.app().idleConnections() == 1);
        if (how == Ending.RESET) {
          farm.origin(0).resetConnections();
          // The FIN is sent at once, but the RST when the thread that reads there has left.
          Await.until("it is reset", Farm.SOON, () -> farm.origin(0).connectionsOpen() == 0);
        } else {
          farm.origin(0).closeConnections();
        }
      }
      assertEquals(200, farm.origin(0).connectionsAccepted());
    }
  }

  @WaitingTest
  void fourConnectionsServeEightLoopsAndNobodyStarves() {
    int clients = 32;
    Behavior busy = Behaviors.slow(Duration.ofMillis(2), Farm.WELL);
    String keys = "url: @0, max-connections: 4, pending-timeout: 20s, idle-timeout: 1h";
    try (Farm farm = new Farm(8, 1, Farm.app(keys))) {
      farm.origin(0).behave(busy);
      try (SteadyLoad load = SteadyLoad.start(farm, clients, "GET")) {
        while (load.answers() < 40 * clients) {
          load.awaitMore(clients);
          assertTrue(farm.app().connections() <= 4, "connections: " + farm.app().connections());
        }
        Await.value(
            "answers of each client",
            Farm.SOON,
            () -> Arrays.stream(load.each()).boxed().toList(),
            each -> each.stream().allMatch(own -> own >= 8));
        load.stop();
        assertEquals(List.of(), load.losses());
      }
      assertTrue(farm.origin(0).connectionsOpen() <= 4);
    }
  }
}
