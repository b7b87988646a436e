package dev.banyan.testkit.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.PlantedFault;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockingCheckTest {
  private static EventLoopGroup loops;

  @BeforeAll
  static void start() {
    loops =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("banyan-loop"), NioIoHandler.newFactory());
  }

  @AfterAll
  static void stop() throws Exception {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
  }

  @Test
  void aSleepOnALoopFailsItsTestClass() {
    List<String> failures = PlantedFault.failuresOf(SleepyCase.class);

    assertEquals(1, failures.size(), failures::toString);
    String failure = failures.get(0);
    assertTrue(
        failure.contains("(expected: 0), made during BlockingCheckTest$SleepyCase"), failure);
    assertTrue(failure.contains("java.lang.Thread.sleep"), failure);
    assertTrue(failure.contains("on banyan-loop-"), failure);
    assertTrue(failure.contains("SleepyCase.lambda"), failure);
  }

  @Test
  void aSleepElsewhereFailsNothing() {
    assertEquals(List.of(), PlantedFault.failuresOf(SleepyOutsideCase.class));
  }

  @Test
  void parkingIsFound() throws Exception {
    assertFound("park", onLoop(() -> parkBriefly()));
  }

  @Test
  void lookingUpANameIsFound() throws Exception {
    assertFound("lookupAllHostAddr", onLoop(() -> InetAddress.getAllByName("localhost").length));
  }

  @Test
  void anAddressIsNotAName() throws Exception {
    assertEquals(List.of(), onLoop(() -> InetAddress.getAllByName("127.0.0.1").length));
  }

  @Test
  void filesAreFound(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("file");
    assertFound("write", onLoop(() -> Files.writeString(file, "text")));
    assertFound("read", onLoop(() -> Files.readString(file)));
  }

  @Test
  void computingIsNotFound() throws Exception {
    assertEquals(List.of(), onLoop(() -> "text".repeat(10).hashCode()));
  }

  private static Void parkBriefly() {
    LockSupport.parkNanos(1000);
    return null;
  }

  private static List<String> onLoop(Callable<?> task) throws Exception {
    loops.submit(task).get(10, TimeUnit.SECONDS);
    return BlockingRecording.drain();
  }

  private static void assertFound(String method, List<String> calls) {
    assertTrue(
        calls.stream().anyMatch(call -> call.lines().findFirst().orElse("").contains(method)),
        () -> method + " not in " + calls);
  }

  static class SleepyCase {
    @Test
    void sleepsOnALoop() throws Exception {
      loops.submit(() -> sleepBriefly()).get(10, TimeUnit.SECONDS);
    }
  }

  static class SleepyOutsideCase {
    @Test
    void sleepsElsewhere() throws Exception {
      sleepBriefly();
    }
  }

  private static Void sleepBriefly() throws InterruptedException {
    Thread.sleep(1);
    return null;
  }
}
