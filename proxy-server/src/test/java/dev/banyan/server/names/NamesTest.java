package dev.banyan.server.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.DnsServer;
import dev.banyan.testkit.WaitingTest;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What names stand for, asked of a real name server. */
class NamesTest extends AskedNames {
  @WaitingTest
  void allAddressesOfBothFamiliesAreFound() throws Exception {
    server.has("app.example", 60, "127.0.0.2", "::1", "127.0.0.1");
    looked("app.example");
    awaitTold("[127.0.0.1, 127.0.0.2, 0:0:0:0:0:0:0:1]");
    assertEquals(1, names.found());
  }

  @WaitingTest
  void theNameIsLookedUpAgainWhenItsTimeToLiveIsOver() throws Exception {
    server.has("app.example", 1, "127.0.0.1");
    looked("app.example");
    server.has("app.example", 60, "127.0.0.2");
    awaitTold("[127.0.0.1]", "[127.0.0.2]");
    String line = "found app.example [127.0.0.1] -> [127.0.0.2]";
    Await.value("lines", SOON, () -> log, lines -> lines.contains(line));
    assertEquals(2, names.found());
  }

  @WaitingTest
  void anotherOrderIsNoChange() throws Exception {
    server.has("app.example", 1, "127.0.0.1", "127.0.0.2");
    looked("app.example");
    server.has("app.example", 1, "127.0.0.2", "127.0.0.1");
    awaitQueries("app.example", 6);
    awaitTold("[127.0.0.1, 127.0.0.2]");
  }

  @WaitingTest
  void theShortestTimeToLiveCountsAnAliasIncluded() throws Exception {
    server.has("real.example", 300, "127.0.0.1").isAlias("app.example", 1, "real.example");
    looked("app.example");
    server.has("real.example", 300, "127.0.0.2");
    awaitTold("[127.0.0.1]", "[127.0.0.2]");
  }

  @WaitingTest
  void aTimeToLiveOfNothingIsOneSecond() throws Exception {
    server.has("app.example", 0, "127.0.0.1");
    long start = System.nanoTime();
    looked("app.example");
    int before = server.queries("app.example");
    awaitQueries("app.example", before + 4);
    long found = names.found();
    long seconds = (System.nanoTime() - start) / 1_000_000_000L;
    assertTrue(found <= 1 + seconds, found + " look-ups in " + seconds + " s");
  }

  @WaitingTest
  void theNextServerIsAskedWhenTheFirstIsSilent() throws Exception {
    names.close();
    try (DnsServer silent = DnsServer.start().isSilent("app.example")) {
      server.has("app.example", 60, "127.0.0.1");
      NameSources sources =
          new NameSources(
              folder.resolve("hosts"),
              folder.resolve("resolv.conf"),
              List.of(silent.address(), server.address()));
      names = new Names(sources, NameListener.NONE);
      looked("app.example");
      awaitTold("[127.0.0.1]");
    }
  }

  @WaitingTest
  void anAnswerThatDoesNotFitIsFetchedOverTcp() throws Exception {
    String[] many =
        IntStream.rangeClosed(1, 100).mapToObj(i -> "127.0.1." + i).toArray(String[]::new);
    server.hasMany("app.example", 60, many);
    looked("app.example");
    Await.until("told", SOON, () -> told.size() == 1);
    assertEquals(Resolver.MOST_ADDRESSES, told.get(0).split(", ").length);
  }

  @WaitingTest
  void theHostsFileGoesBeforeTheServersAndIsReadAgain() throws Exception {
    server.has("app.example", 60, "127.0.0.9");
    Files.writeString(folder.resolve("hosts"), "127.0.0.5 other App.Example # mine\n");
    looked("APP.example");
    awaitTold("[127.0.0.5]");
    assertEquals(0, server.queries("app.example"));
    Files.writeString(folder.resolve("hosts"), "127.0.0.6 app.example\n127.0.0.7 app.example\n");
    awaitTold("[127.0.0.5]", "[127.0.0.6, 127.0.0.7]");
  }

  @WaitingTest
  void namesAreLookedForInTheSearchDomains() throws Exception {
    Files.writeString(
        folder.resolve("resolv.conf"),
        "search shop.svc.cluster.local svc.cluster.local\noptions ndots:5 timeout:1\n");
    server.has("app.shop.svc.cluster.local", 60, "127.0.0.1");
    server.has("db.other.svc.cluster.local", 60, "127.0.0.2");
    server.has("www.example.com", 60, "127.0.0.3");
    looked("app");
    looked("db.other");
    looked("www.example.com");
    looked("www.example.com.");
    awaitTold("[127.0.0.1]", "[127.0.0.2]", "[127.0.0.3]", "[127.0.0.3]");
  }

  @WaitingTest
  void aNameIsLookedUpOnceHoweverManyWatchIt() throws Exception {
    server.has("app.example", 60, "127.0.0.1");
    for (int i = 0; i < 20; i++) {
      looked(i % 2 == 0 ? "app.example" : "App.Example");
    }
    Await.until("told", SOON, () -> told.size() == 20);
    assertEquals(2, server.queries("app.example"), "one for each kind of address");
  }

  @WaitingTest
  void aNameThatIsLookedUpOnceIsNotLookedUpAgain() throws Exception {
    NameWatch once = watch("app.example", true);
    once.first().get(20, TimeUnit.SECONDS);
    server.has("app.example", 1, "127.0.0.1");
    awaitTold("[127.0.0.1]");
    server.has("app.example", 1, "127.0.0.2");
    server.has("other.example", 1, "127.0.0.3");
    watch("other.example", false);
    int before = server.queries("app.example");
    awaitQueries("other.example", 6);
    assertEquals(before, server.queries("app.example"));
    awaitTold("[127.0.0.1]", "[127.0.0.3]");
  }

  @WaitingTest
  void aNameThatNobodyWatchesIsNotLookedUp() throws Exception {
    server.has("app.example", 1, "127.0.0.1");
    server.has("other.example", 1, "127.0.0.2");
    NameWatch first = looked("app.example");
    NameWatch second = looked("app.example");
    first.close();
    awaitQueries("app.example", 4);
    second.close();
    looked("other.example");
    int before = server.queries("app.example");
    awaitQueries("other.example", 6);
    assertTrue(server.queries("app.example") <= before + 2, server.asked()::toString);
  }
}
