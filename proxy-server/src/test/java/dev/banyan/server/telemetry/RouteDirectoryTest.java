package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets meters when event loops meet a route, and a reload, at the same time. */
class RouteDirectoryTest {
  private static final int TIMES = 20_000;

  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    other.shutdownNow();
  }

  @Test
  void loopsThatMeetARouteAtOnceShareItsMetersAndTakeOnePlace() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      RouteDirectory directory = new RouteDirectory(1);
      Meeting<RouteMeters> met = meet(() -> directory.of("orders"), () -> directory.of("orders"));

      assertSame(met.here, met.there, "time " + i);
      assertSame(directory.find("orders"), met.here);
      assertEquals(1, directory.size());
    }
  }

  @Test
  void loopsThatMeetDifferentRoutesTakeAPlaceEach() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      RouteDirectory directory = new RouteDirectory(2);
      Meeting<RouteMeters> met = meet(() -> directory.of("orders"), () -> directory.of("carts"));

      assertEquals(List.of("orders", "carts"), List.of(met.here.name(), met.there.name()));
      assertEquals(2, directory.size());
    }
  }

  @Test
  void aReloadThatMeetsALateRequestOfAGoneRouteKeepsNoPlaceFromTheNext() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      RouteDirectory directory = new RouteDirectory(1);
      directory.serve(List.of("gone"));
      Meeting<Answer> met =
          meet(
              () -> ask(directory, "gone"),
              () -> {
                directory.serve(List.of("orders"));
                return ask(directory, "orders");
              });

      Answer orders = met.there;
      boolean asksAnew = directory.version() != orders.version;
      RouteMeters now = asksAnew ? directory.of("orders") : orders.meters;
      assertEquals("orders", now.name(), "time " + i);
      assertEquals(1, directory.size());
    }
  }

  @Test
  void aRouteThatComesBackWhileALateRequestCleansUpHasOneSetOfMeters() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      RouteDirectory directory = new RouteDirectory(1);
      directory.serve(List.of("orders"));
      Meeting<Answer> met =
          meet(
              () -> ask(directory, "orders"),
              () -> {
                directory.serve(List.of());
                directory.serve(List.of("orders"));
                return ask(directory, "orders");
              });

      for (Answer each : List.of(met.here, met.there)) {
        if (each.version == directory.version()) {
          assertSame(directory.find("orders"), each.meters, "time " + i);
        }
      }
      assertTrue(directory.size() <= 1);
    }
  }

  private static Answer ask(RouteDirectory directory, String route) {
    int version = directory.version();
    return new Answer(version, directory.of(route));
  }

  /** Runs both at once, as nearly as threads can. */
  private <T> Meeting<T> meet(Supplier<T> here, Supplier<T> there)
      throws InterruptedException, ExecutionException {
    AtomicInteger ready = new AtomicInteger();
    Future<T> second =
        other.submit(() -> {
          awaitBoth(ready);
          return there.get();
        });
    awaitBoth(ready);
    T first = here.get();
    return new Meeting<>(first, second.get());
  }

  private static void awaitBoth(AtomicInteger ready) {
    ready.incrementAndGet();
    while (ready.get() < 2) {
      Thread.onSpinWait();
    }
  }

  /** What a loop was told, and the version it saw before. */
  private record Answer(int version, RouteMeters meters) {}

  private record Meeting<T>(T here, T there) {}
}
