package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.banyan.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who gets meters when event loops meet a route, and a reload, at the same time. */
class RouteDirectoryTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int TIMES = 1_000;

  /** What the other loop does while this one makes meters. */
  private Runnable meanwhile = () -> {};

  private final RouteDirectory directory = new RouteDirectory(1, this::make);

  private RouteMeters make(String route) {
    Runnable task = meanwhile;
    meanwhile = () -> {};
    task.run();
    return new RouteMeters(route);
  }

  /** Lets another thread ask while meters are made: it gets its answer then, or waits for them. */
  private <T> AtomicReference<T> meanwhile(Supplier<T> asks) {
    AtomicReference<T> answer = new AtomicReference<>();
    Thread other = new Thread(() -> answer.set(asks.get()));
    meanwhile =
        () -> {
          other.start();
          Await.value(
              "the other loop",
              SOON,
              other::getState,
              state -> state == Thread.State.BLOCKED || state == Thread.State.TERMINATED);
        };
    return answer;
  }

  private static <T> T awaited(AtomicReference<T> answer) {
    return Await.value("an answer", SOON, answer::get, told -> told != null);
  }

  private Answer ask(String route) {
    int version = directory.version();
    return new Answer(version, directory.of(route));
  }

  @Test
  void aLoopThatMeetsARouteWhoseMetersAreBeingMadeGetsThem() {
    AtomicReference<RouteMeters> other = meanwhile(() -> directory.of("orders"));
    RouteMeters made = directory.of("orders");

    assertEquals("orders", made.name());
    assertSame(made, awaited(other));
    assertSame(made, directory.find("orders"));
    assertEquals(1, directory.size());
  }

  @Test
  void aReloadThatMeetsALateRequestOfAGoneRouteKeepsNoPlaceFromTheNext() {
    directory.serve(List.of("gone"));
    AtomicReference<Answer> orders =
        meanwhile(() -> {
          directory.serve(List.of("orders"));
          return ask("orders");
        });
    directory.of("gone");

    if (!awaited(orders).meters.name().equals("orders")) {
      assertNotEquals(orders.get().version, directory.version(), "it is not asked for anew");
    }
    assertEquals("orders", directory.of("orders").name());
    assertEquals(1, directory.size());
  }

  @Test
  void aRouteThatComesBackWhileALateRequestCleansUpHasOneSetOfMeters() {
    for (int i = 0; i < TIMES; i++) {
      directory.serve(List.of("orders"));
      CyclicBarrier both = new CyclicBarrier(2);
      AtomicReference<Answer> there = new AtomicReference<>();
      Thread other =
          new Thread(() -> {
            await(both);
            directory.serve(List.of());
            directory.serve(List.of("orders"));
            there.set(ask("orders"));
          });
      other.start();
      await(both);
      Answer here = ask("orders");

      for (Answer each : List.of(here, awaited(there))) {
        if (each.version == directory.version()) {
          assertSame(directory.find("orders"), each.meters, "time " + i);
        }
      }
      directory.serve(List.of());
      assertEquals(0, directory.size());
    }
  }

  private static void await(CyclicBarrier both) {
    try {
      both.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** What a loop was told, and the version it saw before. */
  private record Answer(int version, RouteMeters meters) {}
}
