package dev.banyan.server.e2e.links;

import static dev.banyan.server.e2e.links.MovingBackend.FIRST;
import static dev.banyan.server.e2e.links.MovingBackend.NAME;
import static dev.banyan.server.e2e.links.MovingBackend.SECOND;
import static dev.banyan.server.e2e.links.MovingBackend.SOON;
import static dev.banyan.server.e2e.links.MovingBackend.THIRD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.WaitingTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backends that move in DNS, under steady load. */
@Timeout(180)
class NamesOnTheMoveTest {
  @TempDir private Path folder;

  @WaitingTest
  void aBackendThatMovesLosesNoRequest() {
    // So short that connections are opened all the time, at whatever address is known.
    try (MovingBackend moving = new MovingBackend(folder, "idle-timeout: 1ms,", FIRST)) {
      Load load = new Load(moving);
      load.awaitAnswersOf(FIRST, 50);
      moving.dns().has(NAME, 1, SECOND);
      load.awaitAnswersOf(SECOND, 50);
      Await.until("no old connection", SOON, () -> moving.origin(1).connectionsOpen() == 0);
      moving.origin(1).stopListening();
      moving.dns().has(NAME, 1, SECOND, THIRD);
      load.awaitAnswersOf(THIRD, 50);
      moving.dns().fails(NAME);
      int queries = moving.dns().queries(NAME);
      Await.until("a look-up fails", SOON, () -> moving.dns().queries(NAME) > queries + 2);
      load.awaitAnswersOf(THIRD, 50);
      moving.dns().forget(NAME);
      load.awaitAnswersOf(SECOND, 50);
      moving.dns().isSilent(NAME);
      load.awaitAnswersOf(THIRD, 50);
      moving.origin(1).resumeListening();
      moving.dns().has(NAME, 1, FIRST);
      Await.until("no old connection", SOON, () -> moving.origin(2).connectionsOpen() == 0);
      int before = load.answersOf(FIRST);
      load.awaitAnswersOf(FIRST, before + 50);
      load.stop();
      assertEquals(Set.of(FIRST, SECOND, THIRD), load.who(), () -> load.toString());
    }
  }

  @WaitingTest
  void whatRunsAtAnOldAddressFinishes() {
    Payload body = Payload.generated(400_000, 3);
    Answer slow = Answer.status(200).body(body).pieces(4_000, Duration.ofMillis(20));
    try (MovingBackend moving = new MovingBackend(folder, "", FIRST);
        RawClient client = moving.client()) {
      moving.origin(1).behave(slow);
      client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
      moving.origin(1).awaitRequests(1, SOON);
      moving.dns().has(NAME, 60, SECOND);
      moving.awaitAnswerOf(SECOND);
      RawResponse answer = client.readResponse();
      assertEquals(body.sha256(), answer.body().sha256());
      Await.until("no old connection", SOON, () -> moving.origin(1).connectionsOpen() == 0);
      assertEquals(SECOND, MovingBackend.ask(client));
    }
  }

  @WaitingTest
  void anAddressThatRefusesIsPassedOverAndRests() {
    try (MovingBackend moving = new MovingBackend(folder, "idle-timeout: 1ms,", FIRST, SECOND)) {
      moving.origin(1).stopListening();
      for (int i = 0; i < 30; i++) {
        try (RawClient client = moving.client()) {
          client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
          assertEquals(200, client.readResponse().status());
        }
      }
      assertEquals(30, moving.origin(2).executions("POST"));
    }
  }

  @WaitingTest
  void aNameThatDoesNotResolveIsUnavailableUntilItDoes() {
    try (MovingBackend moving = new MovingBackend(folder, "")) {
      assertEquals("503", moving.ask());
      assertEquals(0, moving.app().addresses());
      moving.dns().has(NAME, 60, SECOND);
      moving.awaitAnswerOf(SECOND);
      assertEquals(1, moving.app().addresses());
    }
  }

  @WaitingTest
  void aNameIsNotLookedUpAgainByAnEditOrByManyLoops() {
    try (MovingBackend moving = new MovingBackend(folder, "", FIRST)) {
      moving.dns().has(NAME, 300, FIRST);
      int queries = moving.dns().queries(NAME);
      moving.reload("timeout: 5s,");
      moving.reload("timeout: 6s, max-connections: 7,");
      assertEquals(FIRST, moving.ask());
      assertTrue(moving.dns().queries(NAME) <= queries + 2, () -> moving.dns().asked().toString());
    }
  }

  @WaitingTest
  void aNameThatIsNeverLookedUpAgainStays() {
    try (MovingBackend moving = new MovingBackend(folder, "resolve: never,", FIRST)) {
      int queries = moving.dns().queries(NAME);
      moving.dns().has(NAME, 1, SECOND);
      assertEquals(FIRST, moving.ask());
      moving.reload("resolve: ttl,");
      moving.awaitAnswerOf(SECOND);
      assertTrue(moving.dns().queries(NAME) > queries);
    }
  }

  @WaitingTest
  void anAnswerIsNotCutByTheMoveOfAnIdleConnection() {
    try (MovingBackend moving = new MovingBackend(folder, "idle-timeout: 60s,", FIRST)) {
      moving.origin(1).behave(Behaviors.signed(Answer.ok("x".repeat(10))));
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        clients.add(moving.client());
        assertEquals(FIRST, MovingBackend.ask(clients.get(i)));
      }
      moving.dns().has(NAME, 60, THIRD);
      Await.until("no old connection", SOON, () -> moving.origin(1).connectionsOpen() == 0);
      for (RawClient client : clients) {
        assertEquals(THIRD, MovingBackend.ask(client));
        client.close();
      }
    }
  }

  /** Four clients that ask one thing after the other. */
  private static final class Load {
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    Load(MovingBackend moving) {
      for (int i = 0; i < 4; i++) {
        Thread thread = new Thread(() -> run(moving), "client " + i);
        threads.add(thread);
        thread.start();
      }
    }

    private void run(MovingBackend moving) {
      try (RawClient client = moving.client()) {
        while (!stopped.get()) {
          count(MovingBackend.ask(client));
          LockSupport.parkNanos(2_000_000);
        }
      } catch (RuntimeException e) {
        count(e.toString());
      }
    }

    private void count(String who) {
      answers.computeIfAbsent(who, any -> new AtomicInteger()).incrementAndGet();
    }

    int answersOf(String who) {
      AtomicInteger count = answers.get(who);
      return count == null ? 0 : count.get();
    }

    void awaitAnswersOf(String who, int atLeast) {
      int before = answersOf(who);
      int wanted = before >= atLeast ? before + 20 : atLeast;
      Await.value(
          "answers of " + who + " in " + this, SOON, () -> answersOf(who), n -> n >= wanted);
    }

    Set<String> who() {
      return answers.keySet();
    }

    void stop() {
      stopped.set(true);
      for (Thread thread : threads) {
        try {
          thread.join(SOON.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public String toString() {
      return answers.toString();
    }
  }
}
