package dev.banyan.server.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Set;
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

    @Override
    public void unanswered(String name, String kinds, List<InetAddress> used) {
      log.add("unanswered " + name + " " + kinds + " " + text(used));
    }

    @Override
    public void slow(String name, long seconds) {
      log.add("slow " + name);
    }

    @Override
    public void unreadable(Path file, String why) {
      log.add("unreadable " + file.getFileName() + ": " + why);
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

  /**
   * RFC 8305 section 3: one address is enough to begin with, the answer for the other kind or not.
   */
  @WaitingTest
  void whereTheAnswerForOneKindIsLostTheOtherIsUsedAtOnce() throws Exception {
    Files.writeString(folder.resolve("resolv.conf"), "options timeout:5\n");
    server.hasButIsSilentElse("v4.example", 60, "127.0.0.1");
    server.hasButIsSilentElse("v6.example", 60, "::1");
    for (String name : List.of("v4.example", "v6.example")) {
      watch(name, false).first().get(3, TimeUnit.SECONDS);
    }
    awaitTold("[127.0.0.1]", "[0:0:0:0:0:0:0:1]");
    Await.value("lines", SOON, log::size, count -> count >= 4);
    assertEquals(
        Set.of(
            "found v4.example [] -> [127.0.0.1]",
            "found v6.example [] -> [0:0:0:0:0:0:0:1]",
            "unanswered v4.example IPv6 [127.0.0.1]",
            "unanswered v6.example IPv4 [0:0:0:0:0:0:0:1]"),
        Set.copyOf(log));
    assertEquals(2, names.found());
  }

  @WaitingTest
  void whatIsLostIsUsedOnAndAddedOnceItIsAnswered() throws Exception {
    server.has("app.example", 1, "127.0.0.1", "::1");
    looked("app.example");
    server.hasButIsSilentElse("app.example", 1, "127.0.0.2");
    awaitTold("[127.0.0.1, 0:0:0:0:0:0:0:1]", "[127.0.0.2, 0:0:0:0:0:0:0:1]");
    server.has("app.example", 1, "127.0.0.2", "::1", "::2");
    awaitTold(
        "[127.0.0.1, 0:0:0:0:0:0:0:1]",
        "[127.0.0.2, 0:0:0:0:0:0:0:1]",
        "[127.0.0.2, 0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:2]");
  }

  /**
   * Systems connect to themselves there: requests would come to Banyan, or to what runs beside it.
   */
  @WaitingTest
  void whatIsNoAddressOfAServerIsNotUsed() throws Exception {
    server.has(
        "some.example",
        60,
        "0.0.0.0",
        "127.0.0.1",
        "::",
        "0.1.2.3",
        "255.255.255.255",
        "224.0.0.1",
        "ff02::1");
    looked("some.example");
    awaitTold("[127.0.0.1]");
    server.has("none.example", 60, "0.0.0.0", "::");
    looked("none.example");
    Files.writeString(folder.resolve("hosts"), "0.0.0.0 blocked.example\n");
    server.has("blocked.example", 60, "127.0.0.2");
    looked("blocked.example");
    awaitTold("[127.0.0.1]");
    assertEquals(0, server.queries("blocked.example"), "the hosts file has said it");
    assertEquals(2, names.unknown());
    String no = "0.0.0.0, which is no address of a server []";
    assertEquals(
        List.of(
            "found some.example [] -> [127.0.0.1]",
            "failing none.example: it stands for " + no,
            "failing blocked.example: it stands for " + no),
        log);
  }

  @WaitingTest
  void whereAllAddressesAreNoneTheLastGoodOnesAreKept() throws Exception {
    server.has("app.example", 1, "127.0.0.1");
    looked("app.example");
    server.has("app.example", 1, "0.0.0.0");
    Await.value("unknown", SOON, names::unknown, count -> count >= 1);
    awaitTold("[127.0.0.1]");
  }

  @WaitingTest
  void aFirstAnswerThatDoesNotComeIsToldBeforeTheLookUpHasFailed() throws Exception {
    Files.writeString(folder.resolve("resolv.conf"), "options timeout:5\n");
    server.isSilent("app.example");
    NameWatch watch = watch("app.example", false);
    Await.value("lines", SOON, () -> log, List.of("slow app.example")::equals);
    assertFalse(watch.first().isDone(), "the look-up goes on");
  }

  @WaitingTest
  void whereTheServersAreNamedByNoFileNobodyIsAsked() throws Exception {
    server.has("app.example", 60, "127.0.0.1");
    Path conf = folder.resolve("resolv.conf");
    Files.delete(conf);
    Files.createSymbolicLink(conf, Path.of("/dev/zero"));
    Files.delete(folder.resolve("hosts"));
    Files.createDirectory(folder.resolve("hosts"));
    looked("app.example");
    assertEquals(1, names.failed());
    assertEquals(0, server.queries("app.example"));
    Files.delete(conf);
    Files.writeString(conf, "#".repeat(65 << 10));
    Await.value("failures", SOON, names::failed, count -> count >= 2);
    Files.writeString(conf, "options timeout:1\n");
    awaitTold("[127.0.0.1]");
    assertEquals(
        List.of(
            "unreadable hosts: a folder (expected: a file)",
            "unreadable resolv.conf: a pipe, socket or device (expected: a file)",
            "failing app.example: no name server has an answer []",
            "found app.example [] -> [127.0.0.1]"),
        log);
  }

  /** Opening it would keep the thread of all names waiting for who writes it. */
  @WaitingTest
  void aPipeInPlaceOfTheHostsFileHoldsUpNoLookUp() throws Exception {
    Path hosts = folder.resolve("hosts");
    Files.delete(hosts);
    assertEquals(0, new ProcessBuilder("mkfifo", hosts.toString()).start().waitFor());
    server.has("app.example", 60, "127.0.0.1");
    looked("app.example");
    awaitTold("[127.0.0.1]");
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
