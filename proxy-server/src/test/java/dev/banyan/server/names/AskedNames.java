package dev.banyan.server.names;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.DnsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A name server, names that are looked up there, and what they tell. */
abstract class AskedNames {
  static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;
  DnsServer server;
  Names names;
  final List<String> told = new CopyOnWriteArrayList<>();
  final List<String> log = new CopyOnWriteArrayList<>();

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

  final class Recorder implements NameListener {
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

  static String text(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).toList().toString();
  }

  NameWatch watch(String name, boolean once) {
    return names.watch(name, once, addresses -> told.add(text(addresses)));
  }

  /** Watches a name, and waits until it was looked up. */
  NameWatch looked(String name) throws Exception {
    NameWatch watch = watch(name, false);
    watch.first().get(20, TimeUnit.SECONDS);
    return watch;
  }

  void awaitTold(String... all) {
    Await.value("addresses that were told", SOON, () -> told, List.of(all)::equals);
  }

  void awaitQueries(String name, int atLeast) {
    Await.value("queries", SOON, () -> server.queries(name), count -> count >= atLeast);
  }
}
