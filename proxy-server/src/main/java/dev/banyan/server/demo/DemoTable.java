package dev.banyan.server.demo;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.ListenDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.ShareDocument;
import dev.banyan.config.document.TableDocument;
import dev.banyan.config.document.UrlDocument;
import dev.banyan.core.split.Split;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes a route table's text for the demo; all else in it stays as it is. Stateless. */
final class DemoTable {
  private DemoTable() {}

  /**
   * Where the demo's table points to.
   *
   * @param port where the proxy listens, on loopback
   * @param adminPort where its admin port is
   */
  record Places(int port, int adminPort, InetSocketAddress legacy, InetSocketAddress fresh) {}

  /**
   * The port of the table's first listener.
   *
   * @throws DemoException if there is none
   */
  static int port(String text) throws DemoException {
    Located<Integer> port = document(text).listen().get(0).port();
    return port == null ? 0 : port.value();
  }

  /** The port of the table's {@code admin}; 0 if it names none. */
  static int adminPort(String text) throws DemoException {
    TableDocument table = document(text);
    Located<Integer> port = table.admin() == null ? null : table.admin().port();
    return port == null ? 0 : port.value();
  }

  /**
   * The table with its first listener, its admin port and its backends moved.
   *
   * @throws DemoException if the text is no table with a listener
   */
  static String moved(String text, Places places) throws DemoException {
    TableDocument table = document(text);
    TableEdits edits = new TableEdits(text);
    listen(edits, table, places.port(), places.adminPort());
    String legacy = table.legacy() == null ? "" : table.legacy().value();
    for (BackendDocument backend : table.backends()) {
      boolean old = backend.name().value().equals(legacy);
      String url = url(old ? places.legacy() : places.fresh());
      for (Located<UrlDocument> written : backend.urls()) {
        edits.replace(written.span(), url);
      }
    }
    return edits.apply();
  }

  /**
   * The table with its first listener and its admin port moved.
   *
   * @param port 0 for any
   * @param adminPort 0 for any
   * @throws DemoException if the text is no table with a listener
   */
  static String listening(String text, int port, int adminPort) throws DemoException {
    TableEdits edits = new TableEdits(text);
    listen(edits, document(text), port, adminPort);
    return edits.apply();
  }

  /**
   * The table with another share for a route; empty if the route writes no share of its own.
   *
   * @param points percentage points to add, or to take if negative
   */
  static Optional<String> withShare(String text, String route, int points) throws DemoException {
    TableEdits edits = new TableEdits(text);
    for (RouteDocument each : document(text).routes()) {
      ShareDocument share = each.share();
      if (share != null && each.name() != null && each.name().value().equals(route)) {
        add(edits, share.reads(), points);
        add(edits, share.writes(), points);
        return Optional.of(edits.apply());
      }
    }
    return Optional.empty();
  }

  /** An address as a URL. */
  static String url(InetSocketAddress address) {
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static void listen(TableEdits edits, TableDocument table, int port, int adminPort) {
    ListenDocument listen = table.listen().get(0);
    Located<Integer> written = listen.port();
    if (written != null) {
      boolean bare = listen.host() == null && listen.span().equals(written.span());
      edits.replace(written.span(), bare ? "127.0.0.1:" + port : Integer.toString(port));
    }
    if (table.admin() != null && table.admin().port() != null) {
      edits.replace(table.admin().port().span(), Integer.toString(adminPort));
    }
  }

  private static void add(TableEdits edits, @Nullable Located<Integer> share, int points) {
    if (share != null) {
      int wanted = share.value() + points * Split.BUCKETS / 100;
      int hundredths = Math.max(0, Math.min(Split.BUCKETS, wanted));
      String part = hundredths % 100 == 0 ? "" : ".%02d".formatted(hundredths % 100);
      edits.replace(share.span(), hundredths / 100 + part + "%");
    }
  }

  private static TableDocument document(String text) throws DemoException {
    TableDocument table = ConfigLoader.document(text);
    if (table == null || table.listen().isEmpty()) {
      throw new DemoException("the table has no listener");
    }
    return table;
  }
}
