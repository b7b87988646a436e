package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {
  private static final long SECOND = 1_000_000_000L;

  private final AnswerMemory memory = new AnswerMemory(1_000);
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final SlowClients here = memory.newLoop(tasks::add);
  private final SlowClients there = memory.newLoop(tasks::add);
  private final List<String> reset = new ArrayList<>();
  private long now = 5;

  /** A client that takes what a test says. */
  private final class Client {
    private final HeldAnswer held;
    private long taken;

    Client(String name, SlowClients loop) {
      held =
          new HeldAnswer(
              loop,
              () -> now,
              () -> taken,
              () -> {
                reset.add(name);
                gone();
              });
    }

    Client holds(long bytes) {
      held.holds(bytes);
      return this;
    }

    void gone() {
      held.holds(0);
    }
  }

  private void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private void pass(long seconds) {
    now += seconds * SECOND;
  }

  @Test
  void whatFitsIsHeldAndGivenBack() {
    Client client = new Client("a", here).holds(600);
    client.holds(1_000);
    assertEquals(1_000, memory.held());
    client.holds(10);
    client.gone();
    run();

    assertEquals(0, memory.held());
    assertEquals(List.of(), reset);
  }

  @Test
  void beyondTheBoundTheOneGoesThatTookLeastForLongestOnWhateverLoopItIs() {
    Client quick = new Client("quick", here).holds(300);
    Client old = new Client("old", there).holds(300);
    pass(9);
    quick.taken = 50_000_000;
    new Client("young", here).holds(300);
    pass(1);
    run();
    assertEquals(List.of(), reset);

    quick.holds(500);
    run();
    assertEquals(List.of("old"), reset);
    assertEquals(800, memory.held());
    old.gone();
    assertEquals(800, memory.held());

    quick.holds(701);
    run();
    assertEquals(List.of("old", "young"), reset);
  }

  @Test
  void oneThatWasQuickLongAgoIsSlowInTheEnd() {
    Client stopped = new Client("stopped", here).holds(500);
    stopped.taken = 100_000_000;
    Client steady = new Client("steady", there).holds(400);
    int rounds = 0;
    do {
      reset.clear();
      stopped.holds(500);
      new Client("other", there).holds(100);
      pass(20);
      steady.taken += 400_000;
      stopped.holds(501);
      run();
    } while (reset.equals(List.of("other")) && ++rounds < 60);

    assertEquals(List.of("stopped"), reset);
  }

  @Test
  void oneThatHasTakenAllMeanwhileStays() {
    Client client = new Client("a", here).holds(900);
    pass(1);
    new Client("b", there).holds(200);
    tasks.remove().run();
    tasks.remove().run();
    client.gone();
    run();

    assertEquals(List.of(), reset);
    assertEquals(200, memory.held());
  }

  @Test
  void asManyGoAsAreInTheWay() {
    for (int i = 0; i < 10; i++) {
      new Client("c" + i, i % 2 == 0 ? here : there).holds(300);
      pass(1);
    }
    run();

    assertEquals(List.of("c0", "c1", "c2", "c3", "c4", "c5", "c6"), reset);
    assertEquals(900, memory.held());
  }

  @Test
  void aLoopThatHasEndedHoldsNobodyUp() {
    SlowClients ended =
        memory.newLoop(task -> {
          throw new RejectedExecutionException();
        });
    new Client("a", here).holds(800);
    pass(1);
    new Client("b", ended).holds(300);
    run();

    assertEquals(List.of("a"), reset);
  }
}
