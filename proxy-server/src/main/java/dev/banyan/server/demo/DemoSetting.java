package dev.banyan.server.demo;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.LoadResult;
import dev.banyan.config.LoadedTable;
import dev.banyan.config.file.BoundedFile;
import dev.banyan.core.plan.RoutePolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Prepares what the demo starts: the table for these shops, ports that are free. Stateless. */
final class DemoSetting {
  private static final Duration USUAL_SLOWNESS = Duration.ofMillis(500);

  private DemoSetting() {}

  /** The text of a table. */
  static String text(Path file) throws DemoException {
    try {
      byte[] content = BoundedFile.read(file, ConfigLoader.MOST_BYTES);
      return new String(content, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new DemoException(file + ": " + BoundedFile.why(e));
    }
  }

  /** The table of a text. */
  static LoadedTable load(String name, String text) throws DemoException {
    LoadResult result = ConfigLoader.load(name, text);
    LoadedTable table = result.table();
    if (table == null) {
      throw new DemoException(result.problems().get(0).toString());
    }
    return table;
  }

  /** The table moved to the shops and to free ports, with an access log of its own. */
  static String moved(String text, DemoOptions options, Shops shops, Path accessLog)
      throws DemoException {
    int port = Objects.requireNonNullElse(options.port(), DemoTable.port(text));
    int adminPort = Objects.requireNonNullElse(options.adminPort(), DemoTable.adminPort(text));
    DemoTable.Places places =
        new DemoTable.Places(
            freePort(port), freePort(adminPort), shops.legacy().address(), shops.fresh().address());
    String moved = DemoTable.moved(text, places);
    return moved.stripTrailing() + "\n\naccess-log: " + accessLog + "\n";
  }

  /**
   * How long new takes to answer while it is slow: clearly more than {@code slow-call}, clearly
   * less than {@code timeout}, on any route.
   */
  static Duration slowness(LoadedTable table) {
    return table.routing().routes().stream()
        .map(DemoSetting::slowness)
        .min(Duration::compareTo)
        .orElse(USUAL_SLOWNESS);
  }

  private static Duration slowness(RoutePolicy route) {
    if (route.timeout() == null || route.breaker() == null) {
      return USUAL_SLOWNESS;
    }
    Duration slow = route.breaker().slowCall();
    return slow.plus(route.timeout().minus(slow).dividedBy(4));
  }

  /** The port if it is free on loopback, else 0: any. */
  private static int freePort(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return port;
    } catch (IOException e) {
      return 0;
    }
  }
}
