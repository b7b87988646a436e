package dev.banyan.server.e2e.links;

import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestNames;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.DnsServer;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Three origins on one port of 127.0.0.1, 127.0.0.2 and 127.0.0.3, a name server, and a proxy whose
 * only backend is {@code app.example}.
 */
final class MovingBackend implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);
  static final String NAME = "app.example";
  static final String FIRST = "127.0.0.1";
  static final String SECOND = "127.0.0.2";
  static final String THIRD = "127.0.0.3";

  private static final Behavior WELL = Behaviors.signed(Answer.ok("hello"));

  private final DnsServer dns = DnsServer.start();
  private final List<RawOrigin> origins = RawOrigin.siblings(WELL, FIRST, SECOND, THIRD);
  private final TestProxy proxy;

  /**
   * Starts it.
   *
   * @param addresses those that the name has at first, for a second; none for a name that is
   *     unknown
   * @param keys of the backend beside its URL, in flow style, each followed by a comma
   */
  MovingBackend(Path folder, String keys, String... addresses) {
    if (addresses.length > 0) {
      dns.has(NAME, 1, addresses);
    }
    BanyanOptions options = new BanyanOptions(2, false, TestNames.from(dns, folder));
    proxy = TestProxy.start(TestProxy.load(table(keys)), options);
  }

  private String table(String keys) {
    return """
    listen: [{ host: 127.0.0.1, port: 0 }]
    admin: off
    access-log: off
    drain-delay: 0s
    drain: 2s
    backends: { app: { %s url: 'http://%s:%d' } }
    legacy: app
    """
        .formatted(keys, NAME, origins.get(0).port());
  }

  void reload(String keys) {
    proxy.banyan().reload(TestProxy.load(table(keys))).join();
  }

  DnsServer dns() {
    return dns;
  }

  /** The origin at 127.0.0.{@code number}. */
  RawOrigin origin(int number) {
    return origins.get(number - 1);
  }

  TestProxy proxy() {
    return proxy;
  }

  LiveBackend app() {
    LiveBackend app = proxy.banyan().serving().backends().get("app");
    if (app == null) {
      throw new IllegalStateException("backend app: none (expected: in the table)");
    }
    return app;
  }

  RawClient client() {
    return proxy.client().timeout(SOON);
  }

  /** Asks on a connection, and returns the address that answered, or the status if not 200. */
  static String ask(RawClient client) {
    var answer = client.send("GET /asked HTTP/1.1\r\nHost: a\r\n\r\n").readResponse();
    return answer.status() == 200 ? answer.header("X-Served-By") : "" + answer.status();
  }

  /** Asks on a connection of its own. */
  String ask() {
    try (RawClient client = client()) {
      return ask(client);
    }
  }

  /** Asks until this one answers. */
  void awaitAnswerOf(String who) {
    Await.value("who answers", SOON, this::ask, who::equals);
  }

  @Override
  public void close() {
    proxy.close();
    origins.forEach(RawOrigin::close);
    dns.close();
  }
}
