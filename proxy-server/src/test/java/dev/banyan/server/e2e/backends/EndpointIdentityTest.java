package dev.banyan.server.e2e.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.WaitingTest;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint's connections belong to (backend, URL), and outlive every other edit. */
class EndpointIdentityTest {
  private static final String KEPT = ", idle-timeout: 1h";
  private static final String ONE = Farm.app("urls: [@0]" + KEPT);
  private static final String BOTH = Farm.app("urls: [@0, @1]" + KEPT);

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(
      strings = {
        "urls: [@0], idle-timeout: 1h",
        "url: @0, idle-timeout: 1h",
        "urls: [@0, @1], idle-timeout: 1h",
        "urls: [@1, @0], idle-timeout: 1h",
        "urls: [@0], idle-timeout: 1h, timeout: 5s, stream-idle: 1s",
        "urls: [@0], idle-timeout: 30m, connect-timeout: 5s, pending-timeout: 5s",
        "urls: [@0], idle-timeout: 1h, host: rewrite, max-pending: 7, max-connections: 1",
      })
  void anEditKeepsTheConnections(String keys) {
    try (Farm farm = new Farm(1, 2, ONE);
        RawClient client = farm.client()) {
      assertEquals("origin 0", Farm.ask(client));
      farm.reload(Farm.app(keys));
      assertEquals(1, farm.app().idleConnections());
      farm.origin(1).stopListening();
      for (int i = 0; i < 20; i++) {
        assertEquals("origin 0", Farm.ask(client));
      }
      assertEquals(1, farm.origin(0).connectionsAccepted());
    }
  }

  @WaitingTest
  void anEndpointThatIsTakenOutLosesItsConnectionsAndTheOtherKeepsThem() {
    try (Farm farm = new Farm(1, 2, BOTH);
        RawClient client = farm.client()) {
      Await.until(
          "both have answered",
          Farm.SOON,
          () -> {
            Farm.ask(client);
            return farm.origin(0).executions() > 0 && farm.origin(1).executions() > 0;
          });
      farm.reload(ONE);
      Await.until(
          "its connection is closed", Farm.SOON, () -> farm.origin(1).connectionsOpen() == 0);
      int before = farm.origin(1).executions();
      for (int i = 0; i < 20; i++) {
        assertEquals("origin 0", Farm.ask(client));
      }
      assertEquals(before, farm.origin(1).executions());
      assertEquals(1, farm.origin(0).connectionsAccepted());
      assertEquals(1, farm.app().connections());
    }
  }

  @WaitingTest
  void aRequestAtAnEndpointThatIsTakenOutEndsThere() {
    try (Farm farm = new Farm(1, 2, ONE);
        RawClient client = farm.client()) {
      farm.origin(0).behave(Failures.hang());
      client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
      farm.origin(0).awaitRequests(1, Farm.SOON);
      farm.reload(Farm.app("urls: [@1]"));
      assertEquals("origin 1", farm.ask());
      assertEquals(1, farm.origin(0).connectionsOpen());
      client.reset();
      Await.until(
          "its connection is closed", Farm.SOON, () -> farm.origin(0).connectionsOpen() == 0);
      Await.until("and counted no more", Farm.SOON, () -> farm.app().connections() == 1);
    }
  }

  @WaitingTest
  void aBackendThatIsTakenOutClosesItsConnections() {
    String two = "backends: { app: @0, more: @1 }\nlegacy: app\nroutes:\n";
    String route = "  - { name: more, match: { path: /asked }, legacy: more }\n";
    try (Farm farm = new Farm(1, 2, two + route);
        RawClient client = farm.client()) {
      assertEquals("origin 1", Farm.ask(client));
      farm.reload(Farm.app("url: @0"));
      Await.until(
          "its connection is closed", Farm.SOON, () -> farm.origin(1).connectionsOpen() == 0);
      assertEquals("origin 0", Farm.ask(client));
    }
  }

  @WaitingTest
  void aLowerBoundClosesWhatIsUnusedAboveIt() {
    try (Farm farm = new Farm(1, 1, ONE)) {
      farm.origin(0).behave(Failures.hang());
      List<RawClient> clients = List.of(farm.client(), farm.client(), farm.client());
      clients.forEach(client -> client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
      farm.origin(0).awaitRequests(3, Farm.SOON);
      farm.reload(Farm.app("urls: [@0], max-connections: 1, pending-timeout: 20s" + KEPT));
      farm.origin(0).behave(Farm.WELL);
      try (RawClient waiting = farm.client()) {
        waiting.send("GET /waits HTTP/1.1\r\nHost: a\r\n\r\n");
        Await.until("it waits", Farm.SOON, () -> farm.app().pending() == 1);
        clients.forEach(RawClient::close);
        assertEquals(200, waiting.readResponse().status());
        assertEquals(1, farm.app().connections());
      }
    }
  }

  @WaitingTest
  void aHigherBoundLetsThoseInThatWait() {
    String bounded = "urls: [@0], pending-timeout: 20s, max-connections: ";
    try (Farm farm = new Farm(1, 1, Farm.app(bounded + 1))) {
      farm.origin(0).behave(Failures.hang());
      try (RawClient first = farm.client();
          RawClient second = farm.client()) {
        first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        farm.origin(0).awaitRequests(1, Farm.SOON);
        farm.origin(0).behave(Farm.WELL);
        second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Await.until("it waits", Farm.SOON, () -> farm.app().pending() == 1);
        farm.reload(Farm.app(bounded + 2));
        assertEquals(200, second.readResponse().status());
      }
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"GET", "POST"})
  void endpointsComeAndGoUnderLoadAndNoRequestIsLost(String method) {
    try (Farm farm = new Farm(2, 3, BOTH);
        SteadyLoad load = SteadyLoad.start(farm, 6, method)) {
      for (int round = 0; round < 4; round++) {
        load.awaitMoreBy(0, 20);
        farm.reload(Farm.app("urls: [@2, @1]" + KEPT));
        load.awaitMoreBy(2, 20);
        farm.reload(Farm.app("urls: [@0, @1, @2], timeout: " + (5 + round) + "s" + KEPT));
        load.awaitMoreBy(1, 20);
        farm.reload(Farm.app("urls: [@1, @0]" + KEPT));
      }
      load.stop();
      assertEquals(List.of(), load.losses());
      int sum = load.by(0) + load.by(1) + load.by(2);
      int executions = 0;
      for (int i = 0; i < 3; i++) {
        executions += farm.origin(i).executions();
      }
      assertEquals(sum, executions);
      if (method.equals("GET")) {
        int accepted = farm.origin(1).connectionsAccepted();
        assertTrue(accepted <= 6, "connections to the one that stayed: " + accepted);
      }
    }
  }
}
