package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.cli.BalancedClients.Member;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two proxies behind a balancer is stopped, as at every update of it. */
@Tag("slow")
class BalancerTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void noRequestIsLostWhileOneOfTwoProxiesStops() throws Exception {
    try (RawOrigin origin = RawOrigin.start("app", Behaviors.signed(Answer.ok("hello")));
        ForkedBanyan leaving = run("leaving", origin);
        ForkedBanyan staying = run("staying", origin)) {
      Member first = member(leaving);
      Member second = member(staying);
      List<String> writes;
      try (BalancedClients clients = BalancedClients.start(first, second)) {
        Await.until("both serve", SOON, () -> served(clients, first, second));

        leaving.signal("TERM");

        assertEquals(0, leaving.awaitExit(), leaving::messages);
        assertEquals(List.of(), clients.losses());
        int before = clients.answersOf(second);
        Await.until("the other goes on", SOON, () -> clients.answersOf(second) > before + 100);
        clients.stop();
        assertEquals(List.of(), clients.losses());
        writes = clients.writes();
      }
      assertTrue(leaving.messages().endsWith(" INFO  stopped\n"), leaving::messages);
      assertTrue(writes.size() > 100, "writes: " + writes.size());
      writes.forEach(key -> assertEquals(1, origin.executionsOf(key), key));
    }
  }

  private static boolean served(BalancedClients clients, Member first, Member second) {
    return clients.answersOf(first) > 100 && clients.answersOf(second) > 100;
  }

  private static Member member(ForkedBanyan banyan) {
    return new Member(port(banyan, "listening"), port(banyan, "admin"));
  }

  private static int port(ForkedBanyan banyan, String what) {
    return Integer.parseInt(banyan.awaitMessage(what + " on 127\\.0\\.0\\.1:([0-9]+)"));
  }

  private ForkedBanyan run(String name, RawOrigin origin) throws IOException {
    String table =
        """
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        access-log: off
        drain-delay: 4s
        drain: 20s
        backends: { app: '%s' }
        legacy: app
        """
            .formatted(origin.uri());
    Path own = Files.createDirectory(folder.resolve(name));
    Path file = Files.writeString(own.resolve("routes.yaml"), table);
    return ForkedBanyan.start(own, "run", file.toString());
  }
}
