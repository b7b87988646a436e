package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AsideTest {
  @Test
  void noTaskWaitsForAnotherToEnd() throws Exception {
    int count = 2 * Runtime.getRuntime().availableProcessors() + 2;
    // The common pool adds no thread for one that waits here, as it does for some other waits.
    CountDownLatch allRun = new CountDownLatch(count);
    List<CompletableFuture<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(Aside.run("task " + i, () -> meet(allRun)));
    }
    for (CompletableFuture<Boolean> task : tasks) {
      assertTrue(task.get(20, TimeUnit.SECONDS), "not all ran at once");
    }
  }

  private static boolean meet(CountDownLatch all) {
    all.countDown();
    try {
      return all.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatATaskThrowsIsKept() {
    IllegalStateException thrown = new IllegalStateException();
    CompletableFuture<Integer> task =
        Aside.run(
            "task",
            () -> {
              throw thrown;
            });
    assertSame(thrown, assertThrows(CompletionException.class, task::join).getCause());
  }
}
