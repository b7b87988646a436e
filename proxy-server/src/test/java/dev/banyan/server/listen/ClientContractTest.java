package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.server.exchange.ClientCase;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real connections of real clients, held to the contract that the simulator's pass. */
@Timeout(120)
class ClientContractTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final int LARGE = 4 << 20;

  private static EventLoops loops;
  private static EventLoops nio;

  @BeforeAll
  static void start() {
    loops = EventLoops.start(1);
    nio = EventLoops.startNio(1);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    loops.stop().await();
    nio.stop().await();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("epoll")
  void everyCaseHappensWithEpoll(ClientCase wanted) throws Exception {
    new ClientCaseScripts(loops).play(wanted);
  }

  /** With NIO a FIN is seen when reading goes on, so never before a demand. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GONE_IN_DEMAND")
  void everyCaseHappensWithNio(ClientCase wanted) throws Exception {
    new ClientCaseScripts(nio).play(wanted);
  }

  @Test
  void noPieceComesThatIsNotDemanded() throws Exception {
    try (ClientBench bench =
            new ClientBench(
                loops,
                owner ->
                    owner.on(
                        "body",
                        () -> {
                          owner.demand(false);
                          owner.demand(true);
                        }));
        RawClient client = bench.client()) {
      client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE + "\r\n\r\n");
      ClientOwner owner = bench.owner(0);
      Thread sender = new Thread(() -> client.send(new byte[LARGE]));
      sender.start();
      owner.await("start");
      bench.run(() -> {});
      assertEquals(List.of("start"), owner.events());
      bench.run(() -> owner.demand(true));
      owner.await("end");
      sender.join();

      assertEquals(List.of("start", "body " + LARGE, "end"), owner.events());
    }
  }

  @Test
  void theNextRequestWaitsForTheEndOfTheAnswer() throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> {});
        RawClient client = bench.client()) {
      client.send(GET + GET);
      ClientOwner first = bench.owner(0);
      first.await("start");
      bench.run(() -> first.head(BodyFraming.fixed(3)));
      bench.run(() -> first.body(3));
      bench.run(first::flush);
      assertEquals(3, client.readResponse().body().length());
      assertEquals(1, bench.requests());
      bench.run(first::end);
      ClientOwner second = bench.owner(1);
      bench.run(() -> second.respond(404));

      assertEquals(404, client.readResponse().status());
      assertEquals(List.of("end", "start"), second.events());
    }
  }

  @Test
  void whatIsNoRequestIsRefusedOnceAndOpensNothing() throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> {});
        RawClient client = bench.client()) {
      client.send("GET\r\n\r\n" + GET);
      RawResponse answer = client.readResponse();
      assertEquals(400, answer.status());
      assertEquals("close", answer.header("Connection"));
      assertEquals(0, client.readUntilClose().bytes().length());
      assertEquals(0, bench.requests());
    }
  }

  @Test
  void anInterimAnswerReachesOnlyWhoKnowsThem() throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> {});
        RawClient client = bench.client();
        RawClient old = bench.client()) {
      client.send(GET);
      answerWithInterim(bench, bench.owner(0));
      assertEquals(103, client.readHead().status());
      assertEquals(200, client.readResponse().status());
      old.send("GET / HTTP/1.0\r\n\r\n");
      answerWithInterim(bench, bench.owner(1));
      assertEquals(200, old.readHead().status());
    }
  }

  private static void answerWithInterim(ClientBench bench, ClientOwner owner) {
    owner.await("start");
    bench.run(() -> {
      owner.interim(103);
      owner.head(BodyFraming.fixed(0));
      owner.end();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHUNKED", "FIXED", "UNTIL_CLOSE"})
  void aCutAnswerIsNotTakenForWhole(String kind) throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> {});
        RawClient client = bench.client()) {
      boolean untilClose = kind.equals("UNTIL_CLOSE");
      client.send(untilClose ? "GET / HTTP/1.0\r\n\r\n" : GET);
      ClientOwner owner = bench.owner(0);
      owner.await("start");
      bench.run(() -> {
        owner.head(new BodyFraming(BodyFraming.Kind.valueOf(kind), kind.equals("FIXED") ? 5 : 0));
        owner.body(3);
        owner.flush();
      });
      RawResponse head = client.readHead();
      bench.run(owner::truncate);
      if (untilClose) {
        assertEquals(Ending.RESET, client.readUntilClose().ending());
      } else {
        assertTrue(client.readBody(head).truncated());
      }
    }
  }

  @Test
  void anAlarmRingsOnceAndAtTheLastTimeSet() throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> {});
        RawClient client = bench.client()) {
      client.send(GET);
      ClientOwner owner = bench.owner(0);
      owner.await("start");
      long now = System.nanoTime();
      bench.run(() -> {
        owner.alarm(now + 1_000_000);
        owner.clearAlarm();
        owner.alarm(now + 60_000_000_000L);
        owner.alarm(now + 2_000_000);
        owner.alarm(now + 20_000_000);
      });
      owner.await("alarm");

      assertTrue(System.nanoTime() - now >= 20_000_000);
      assertEquals(List.of("end", "start", "alarm"), owner.events());
    }
  }

  @Test
  void aStreamThatTakesNoMoreSaysSoUntilTheClientTakes() throws Exception {
    try (ClientBench bench = new ClientBench(loops, owner -> {});
        RawClient client = bench.smallClient()) {
      client.send(GET);
      ClientOwner owner = bench.owner(0);
      owner.await("start");
      bench.run(() -> {
        owner.head(BodyFraming.fixed(4L * LARGE));
        owner.body(4 * LARGE);
        owner.flush();
        assertFalse(owner.writable());
      });
      assertEquals(List.of("end", "start"), owner.events());
      assertEquals(4 * LARGE, client.readResponse().body().length());
      owner.await("writable");
      bench.run(() -> assertTrue(owner.writable()));
      bench.run(owner::end);
    }
  }
}
