package dev.banyan.server.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.DnsServer;
import dev.banyan.testkit.WaitingTest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What names stand for, asked of a real name server. */
class NamesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private DnsServer server;
  private Names names;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = DnsServer.start();
    Files.writeString(folder.resolve("hosts"), "");
    Files.writeString(folder.resolve("resolv.conf"), "options timeout:1\n");
    NameSources sources =
        new NameSources(
            folder.resolve("hosts"), folder.resolve("resolv.conf"), List.of(server.address()));
    names = new Names(sources, new Recorder());
  }

  @AfterEach
  void stop() {
    names.close();
    server.close();
  }

  private final class Recorder implements NameListener {
    @Override
    public void found(String name, List<InetAddress> before, List<InetAddress> now) {
      log.add("found " + name + " " + text(before) + " -> " + text(now));
    }

    @Override
    public void failing(String name, String why, List<InetAddress> kept) {
      log.add("failing " + name + ": " + why + " " + text(kept));
    }
  }

  private static String text(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).toList().toString();
  }

  private NameWatch watch(String name, boolean once) {
    return names.watch(name, once, addresses -> told.add(text(addresses)));
  }

  /** Watches a name, and waits until it was looked up. */
  private NameWatch looked(String name) throws Exception {
    NameWatch watch = watch(name, false);
    watch.first().get(20, TimeUnit.SECONDS);
    return watch;
  }

  private void awaitTold(String... all) {
    Await.value("addresses that were told", SOON, () -> told, List.of(all)::equals);
  }

  private void awaitQueries(String name, int atLeast) {
    Await.value("queries", SOON, () -> server.queries(name), count -> count >= atLeast);
  }

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
  void aLookUpThatFailsKeepsTheLastGoodAddresses() throws Exception {
    server.has("app.example", 1, "127.0.0.1");
    looked("app.example");
    server.fails("app.example");
    Await.value("failures", SOON, names::failed, count -> count >= 1);
    server.forget("app.example");
    Await.value("unknown", SOON, names::unknown, count -> count >= 1);
    Await.value("lines", SOON, log::size, count -> count >= 2);
    assertEquals(
        List.of(
            "found app.example [] -> [127.0.0.1]",
            "failing app.example: the name servers know no address of it [127.0.0.1]"),
        log);
    server.has("app.example", 60, "127.0.0.1");
    Await.value("lines", SOON, log::size, count -> count >= 3);
    assertEquals("found app.example [127.0.0.1] -> [127.0.0.1]", log.get(2));
    awaitTold("[127.0.0.1]");
  }

  /** Else a server that can't look one kind up would take half of the addresses away. */
  @WaitingTest
  void whereOneKindOfAddressCannotBeLookedUpItsLastGoodOnesAreKept() throws Exception {
    server.has("app.example", 1, "127.0.0.1", "::1");
    looked("app.example");
    server.hasButFailsElse("app.example", 1, "127.0.0.2");
    awaitTold("[127.0.0.1, 0:0:0:0:0:0:0:1]", "[127.0.0.2, 0:0:0:0:0:0:0:1]");
    server.has("app.example", 1, "127.0.0.2");
    awaitTold("[127.0.0.1, 0:0:0:0:0:0:0:1]", "[127.0.0.2, 0:0:0:0:0:0:0:1]", "[127.0.0.2]");
    server.hasButFailsElse("app.example", 1, "::1");
    awaitTold(
        "[127.0.0.1, 0:0:0:0:0:0:0:1]",
        "[127.0.0.2, 0:0:0:0:0:0:0:1]",
        "[127.0.0.2]",
        "[127.0.0.2, 0:0:0:0:0:0:0:1]");
    assertEquals(0, names.failed());
  }

  @WaitingTest
  void whereTheSecondServerKnowsOfNoAddressOfAKindNoneIsKept() throws Exception {
    names.close();
    try (DnsServer first = DnsServer.start().has("app.example", 1, "127.0.0.1", "::1")) {
      names =
          new Names(
              new NameSources(
                  folder.resolve("hosts"),
                  folder.resolve("resolv.conf"),
                  List.of(first.address(), server.address())),
              new Recorder());
      server.has("app.example", 1, "127.0.0.1");
      looked("app.example");
      first.hasButFailsElse("app.example", 1, "127.0.0.1");
      awaitTold("[127.0.0.1, 0:0:0:0:0:0:0:1]", "[127.0.0.1]");
    }
  }

  @WaitingTest
  void aNameThatDoesNotResolveIsToldOfOnceAndLookedUpUntilItDoes() throws Exception {
    looked("app.example");
    assertEquals(1, names.unknown());
    Await.value("unknown", SOON, names::unknown, count -> count >= 3);
    assertEquals(List.of("failing app.example: the name servers know no address of it []"), log);
    server.has("app.example", 60, "127.0.0.1");
    awaitTold("[127.0.0.1]");
  }

  @WaitingTest
  void aServerThatIsSilentIsAFailure() throws Exception {
    server.isSilent("app.example");
    looked("app.example");
    assertEquals(1, names.failed());
    assertEquals(List.of("failing app.example: no name server has an answer []"), log);
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
