package dev.banyan.server.e2e;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.LoadResult;
import dev.banyan.config.LoadedTable;
import dev.banyan.config.ProblemPrinter;
import dev.banyan.server.boot.Banyan;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.boot.StartException;
import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.server.telemetry.TextFormat;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A real proxy on a free port in front of a legacy and a new origin. */
public final class TestProxy implements AutoCloseable {
  private static final String FRAME =
      """
      listen: [{ host: 127.0.0.1, port: 0 }]
      admin: off
      access-log: off
      drain-delay: 0s
      drain: 2s
      """;

  private final Banyan banyan;

  private TestProxy(Banyan banyan) {
    this.banyan = banyan;
  }

  /**
   * Starts a proxy.
   *
   * @param table the table without listeners; {@code LEGACY} and {@code NEW} stand for the origins
   */
  public static TestProxy start(RawOrigin legacy, RawOrigin moved, String table) {
    return start(table(legacy, moved, table), new BanyanOptions(2, false));
  }

  /** Starts a proxy with these options. */
  public static TestProxy start(LoadedTable table, BanyanOptions options) {
    try {
      return new TestProxy(Banyan.start(table, options));
    } catch (StartException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A whole table that names the two origins. */
  public static LoadedTable table(RawOrigin legacy, RawOrigin moved, String table) {
    String text = table.replace("LEGACY", url(legacy)).replace("NEW", url(moved));
    return load(FRAME + text);
  }

  /** The table of a text, which must be sound. */
  public static LoadedTable load(String text) {
    LoadResult result = ConfigLoader.load("test.yaml", text);
    LoadedTable loaded = result.table();
    if (loaded == null) {
      throw new IllegalArgumentException(ProblemPrinter.plain().print(result.problems()));
    }
    return loaded;
  }

  private static String url(RawOrigin origin) {
    return "http://127.0.0.1:" + origin.port();
  }

  /** The proxy. */
  public Banyan banyan() {
    return banyan;
  }

  /** The port of its listener. */
  public int port() {
    return banyan.listeners().get(0).getPort();
  }

  /** What a scrape says at this moment. */
  public MetricsText metrics() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      banyan.telemetry().scrape(TextFormat.PROMETHEUS, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return MetricsText.parse(out.toString(StandardCharsets.UTF_8));
  }

  /** A client that is connected to it. */
  public RawClient client() {
    return RawClient.connect(port());
  }

  @Override
  public void close() {
    banyan.close();
  }
}
