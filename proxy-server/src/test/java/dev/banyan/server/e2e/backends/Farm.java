package dev.banyan.server.e2e.backends;

import dev.banyan.config.LoadedTable;
import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Several origins, and a proxy in front of them whose table changes. */
final class Farm implements AutoCloseable {
  /** How long a condition may take on a busy machine. */
  static final Duration SOON = Duration.ofSeconds(20);

  /** Answers, and says which origin it is. */
  static final Behavior WELL = Behaviors.signed(Answer.ok("hello"));

  private final List<RawOrigin> origins = new ArrayList<>();
  private final TestProxy proxy;

  /**
   * Starts origins that answer well, and a proxy.
   *
   * @param table the table without listeners; {@code @0} stands for the URL of the first origin
   */
  Farm(int loops, int originCount, String table) {
    this(loops, false, originCount, table);
  }

  /** The same, on NIO if that is asked for. */
  Farm(int loops, boolean nio, int originCount, String table) {
    for (int i = 0; i < originCount; i++) {
      origins.add(RawOrigin.start("origin " + i, WELL));
    }
    proxy = TestProxy.start(loaded(table), new BanyanOptions(loops, nio));
  }

  /** The table of a legacy backend named app with these keys, in flow style. */
  static String app(String keys) {
    return "backends: { app: { " + keys + " } }\nlegacy: app\n";
  }

  private LoadedTable loaded(String table) {
    String text = table;
    for (int i = 0; i < origins.size(); i++) {
      text = text.replace("@" + i, "'" + origins.get(i).uri() + "'");
    }
    return TestProxy.table(origins.get(0), origins.get(0), text);
  }

  /** Makes another table take effect. */
  void reload(String table) {
    try {
      proxy.banyan().reload(loaded(table)).get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  RawOrigin origin(int number) {
    return origins.get(number);
  }

  TestProxy proxy() {
    return proxy;
  }

  RawClient client() {
    return proxy.client().timeout(SOON);
  }

  /** A backend as it is served now. */
  LiveBackend backend(String name) {
    LiveBackend backend = proxy.banyan().serving().backends().get(name);
    if (backend == null) {
      throw new IllegalStateException("backend " + name + ": none (expected: in the table)");
    }
    return backend;
  }

  /** The backend named app as it is served now. */
  LiveBackend app() {
    return backend("app");
  }

  /** Asks on a connection, and returns who answered, or the status if it is not 200. */
  static String ask(RawClient client) {
    return ask(client, "GET /asked HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  static String ask(RawClient client, String request) {
    var answer = client.send(request).readResponse();
    return answer.status() == 200 ? answer.header("X-Served-By") : "" + answer.status();
  }

  /** Asks on a connection of its own. */
  String ask() {
    try (RawClient client = client()) {
      return ask(client);
    }
  }

  @Override
  public void close() {
    proxy.close();
    origins.forEach(RawOrigin::close);
  }
}
