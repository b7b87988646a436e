package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.ReadTimeoutException;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a stop does to connections without a request, and to requests that come late: none is lost
 * that a client had reason to send.
 */
@Timeout(120)
class DrainIdleTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  private static final Duration SOON = Duration.ofSeconds(20);

  private static EventLoops loops;

  @BeforeAll
  static void start() {
    loops = EventLoops.start(1);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    loops.stop().await();
  }

  @Test
  void aRequestThatWasNotReadWhenTheStopBeganIsAnswered() throws Exception {
    try (ClientBench bench = bench();
        RawClient client = bench.client()) {
      client.send(GET).readResponse();
      bench.whileHeld(() -> {
        client.send(GET);
        bench.drain();
      });
      assertLast(client.readResponse());
    }
  }

  @Test
  void aHeadOfWhichAPartWasNotReadWhenTheStopBeganIsAwaited() throws Exception {
    try (ClientBench bench = bench();
        RawClient client = bench.client();
        RawClient unused = bench.client()) {
      client.send(GET).readResponse();
      bench.whileHeld(() -> {
        client.send(GET.substring(0, 5));
        bench.drain();
      });
      assertEquals(0, unused.readUntilClose().bytes().length());
      client.send(GET.substring(5));
      assertLast(client.readResponse());
    }
  }

  @Test
  void anAnswerWhoseHeadPromisedThatTheConnectionStaysIsNotItsLast() throws Exception {
    try (ClientBench bench = bench(owner -> owner.on("start", () -> headAlone(owner)));
        RawClient client = bench.client()) {
      RawResponse promise = client.send(GET).readHead();
      assertEquals("", promise.header("Connection"));
      bench.beginDrain();
      bench.run(() -> end(bench.owner(0)));
      assertEquals(200, client.readBody(promise).status());
      bench.script(owner -> owner.on("start", () -> answer(owner)));
      assertLast(client.send(GET).readResponse());
      assertEquals(Ending.FIN, client.readUntilClose().ending());
    }
  }

  @Test
  void anAnswerWhoseHeadIsNotWrittenWhenTheStopBeginsIsTheLast() throws Exception {
    try (ClientBench bench = bench(owner -> {});
        RawClient client = bench.client()) {
      client.send(GET);
      ClientOwner owner = bench.owner(0);
      owner.await("start");
      bench.beginDrain();
      bench.run(() -> answer(owner));
      assertLast(client.readResponse());
      assertEquals(Ending.FIN, client.readUntilClose().ending());
    }
  }

  @Test
  void whatIsSentBehindTheLastRequestMeetsNoReset() throws Exception {
    try (ClientBench bench = bench(owner -> {});
        RawClient client = bench.client()) {
      client.send(GET);
      ClientOwner owner = bench.owner(0);
      owner.await("start");
      bench.beginDrain();
      bench.whileHeld(() -> {
        bench.tell(() -> bench.run(() -> answer(owner)));
        client.send(GET);
      });
      assertLast(client.readResponse());
      assertEquals(Ending.FIN, client.readUntilClose().ending());
    }
  }

  @WaitingTest
  void aRequestThatComesSoonAfterThePortsAreClosedIsAnswered() throws Exception {
    try (ClientBench bench = bench();
        RawClient client = bench.client()) {
      client.send(GET).readResponse();
      bench.drain();
      client.timeout(Duration.ofMillis(100));
      assertThrows(ReadTimeoutException.class, client::readResponse);
      assertLast(client.timeout(SOON).send(GET).readResponse());
    }
  }

  @WaitingTest
  void anAnswerThatPromisedToStayAndEndsAfterThePortsAreClosedLeavesASecondToo() throws Exception {
    try (ClientBench bench = bench(owner -> owner.on("start", () -> headAlone(owner)));
        RawClient client = bench.client()) {
      RawResponse promise = client.send(GET).readHead();
      bench.drain();
      bench.run(() -> end(bench.owner(0)));
      client.readBody(promise);
      client.timeout(Duration.ofMillis(100));
      assertThrows(ReadTimeoutException.class, client::readResponse);
      bench.script(owner -> owner.on("start", () -> answer(owner)));
      assertLast(client.timeout(SOON).send(GET).readResponse());
    }
  }

  @Test
  void aRequestThatWasNotReadWhenTheTimeWasOverIsRefused() throws Exception {
    try (ClientBench bench = bench();
        RawClient client = bench.client()) {
      client.send(GET).readResponse();
      bench.whileHeld(() -> {
        bench.refuse();
        client.send(GET);
      });
      RawResponse refusal = client.readResponse();
      assertEquals(503, refusal.status());
      assertEquals("close", refusal.header("Connection"));
      assertEquals(Ending.FIN, client.readUntilClose().ending());
      assertEquals(1, bench.cutRequests());
      assertEquals(1, bench.cut(), "counted a second time");
    }
  }

  @WaitingTest
  void aRequestThatComesTooLateMeetsAFinAndNoReset() throws Exception {
    try (ClientBench bench = bench();
        RawClient client = bench.client()) {
      client.send(GET).readResponse();
      bench.refuse().join();
      assertEquals(Ending.FIN, client.readUntilClose().ending());
      for (int i = 0; i < 10; i++) {
        assertTrue(client.trySend(GET), "reset");
        LockSupport.parkNanos(20_000_000);
      }
      assertEquals(0, bench.cutRequests());
    }
  }

  @Test
  void whoSendsNothingIsClosed() throws Exception {
    try (ClientBench bench = bench();
        RawClient used = bench.client();
        RawClient unused = bench.client()) {
      used.send(GET).readResponse();
      bench.drain();
      assertEquals(0, used.readUntilClose().bytes().length());
      assertEquals(0, unused.readUntilClose().bytes().length());
    }
  }

  private static ClientBench bench() throws ListenException {
    return bench(owner -> owner.on("start", () -> answer(owner)));
  }

  private static ClientBench bench(Consumer<ClientOwner> script) throws ListenException {
    return new ClientBench(loops, script);
  }

  private static void headAlone(ClientOwner owner) {
    owner.head(BodyFraming.CHUNKED);
    owner.flush();
  }

  private static void answer(ClientOwner owner) {
    owner.head(BodyFraming.CHUNKED);
    end(owner);
  }

  private static void end(ClientOwner owner) {
    owner.body(10);
    owner.end();
  }

  private static void assertLast(RawResponse answer) {
    assertEquals(200, answer.status());
    assertEquals("close", answer.header("Connection"));
  }
}
