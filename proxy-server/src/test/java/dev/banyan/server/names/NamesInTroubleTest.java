package dev.banyan.server.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.DnsServer;
import dev.banyan.testkit.WaitingTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What names stand for where answers fail, are lost or make no sense. */
class NamesInTroubleTest extends AskedNames {
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
}
