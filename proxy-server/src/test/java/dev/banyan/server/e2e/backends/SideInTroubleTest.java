package dev.banyan.server.e2e.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.e2e.backends.SideInTrouble.Span;
import dev.banyan.server.e2e.backends.TwoSides.Side;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.WaitingTest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under steady reads and writes one of a side's two endpoints crashes and comes back, hangs and
 * comes back, and the other moves in DNS and back. No write is done twice, and every endpoint
 * serves reads and writes again in the end.
 */
@Tag("slow")
@Timeout(180)
class SideInTroubleTest {
  @TempDir private Path folder;

  @WaitingTest
  void troubleAtNewCostsNoReadAndOnlyWritesThatNewHadOrMayHaveHad() {
    try (SideInTrouble trouble = new SideInTrouble(Side.NEW, folder)) {
      Span crash = trouble.crash();
      Span hang = trouble.hang(Failures.hang(), () -> {});
      trouble.move();
      List<Loss> lost =
          trouble.lossesBut(loss ->
              !loss.read() && (beforeItWasKnown(loss, crash) || beforeItWasKnown(loss, hang)));
      assertEquals(List.of(), lost);
      assertEquals(List.of(), trouble.writesDoneTwice());
    }
  }

  @WaitingTest
  void troubleAtLegacyCostsNoReadButThoseThatWereThereWhenItCrashed() {
    CountDownLatch over = new CountDownLatch(1);
    try (SideInTrouble trouble = new SideInTrouble(Side.LEGACY, folder)) {
      Span crash = trouble.crash();
      trouble.hang(
          exchange -> {
            exchange.readBody();
            await(over);
            Farm.WELL.handle(exchange);
          },
          over::countDown);
      trouble.move();
      List<Loss> lost =
          trouble.lossesBut(loss ->
              loss.read()
                  ? loss.within(crash.begunNanos(), crash.doneNanos())
                  : beforeItWasKnown(loss, crash));
      assertEquals(List.of(), lost);
      assertEquals(List.of(), trouble.writesDoneTwice());
    } finally {
      over.countDown();
    }
  }

  private static boolean beforeItWasKnown(Loss loss, Span span) {
    return loss.within(span.begunNanos(), span.knownNanos());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(Farm.SOON.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
