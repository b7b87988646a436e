package dev.banyan.server.e2e;

import dev.banyan.config.LoadedTable;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.LogLine;
import dev.banyan.testkit.RawOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A proxy with one event loop between a legacy and a new origin that say who they are, and what it
 * writes into its access log. Confined to the test's thread.
 */
public final class LoggedProxy implements AutoCloseable {
  /** How long a condition may take on a busy machine. */
  public static final Duration SOON = Duration.ofSeconds(20);

  private static final String FRAME =
      """
      listen: [{ host: 127.0.0.1, port: 0 }]
      admin: ADMIN
      access-log: LOG
      drain-delay: 0s
      drain: 100ms
      backends: { old: LEGACY, fresh: { url: 'NEW'KEYS } }
      legacy: old
      """;

  private final RawOrigin legacy =
      RawOrigin.start("legacy", Behaviors.signed(Answer.ok("from legacy")));
  private final RawOrigin moved = RawOrigin.start("new", Behaviors.signed(Answer.ok("from new")));
  private final String frame;
  private final Path log;
  private final TestProxy proxy;

  /**
   * Starts a proxy.
   *
   * @param admin the value of {@code admin}
   * @param keys keys of new's backend behind its URL, in flow style
   * @param table what follows: backends, legacy and listeners are written already
   */
  public LoggedProxy(String admin, String keys, String table) {
    this.frame = FRAME.replace("ADMIN", admin).replace("KEYS", keys);
    try {
      log = Files.createTempFile("logged", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    proxy = TestProxy.start(loaded(table), new BanyanOptions(1, false));
  }

  private LoadedTable loaded(String table) {
    return TestProxy.load(
        (frame + table)
            .replace("LOG", log.toString())
            .replace("LEGACY", legacy.uri().toString())
            .replace("NEW", moved.uri().toString()));
  }

  /** Serves another table. */
  public void reload(String table) {
    proxy.banyan().reload(loaded(table)).orTimeout(20, TimeUnit.SECONDS).join();
  }

  public RawOrigin legacy() {
    return legacy;
  }

  public RawOrigin moved() {
    return moved;
  }

  public TestProxy proxy() {
    return proxy;
  }

  /** The first line of the access log with this part; waits for it. */
  public String logged(String part) {
    return LogLine.await(log, part, SOON);
  }

  @Override
  public void close() {
    proxy.close();
    legacy.close();
    moved.close();
    try {
      Files.delete(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
