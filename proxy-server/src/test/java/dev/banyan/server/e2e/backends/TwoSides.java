package dev.banyan.server.e2e.backends;

import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestNames;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.DnsServer;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A legacy and a new side, of two endpoints each: one has an address, the other a name. A third
 * origin of each side is where the name can move.
 */
final class TwoSides implements AutoCloseable {
  /** One of the two. */
  enum Side {
    NEW("fresh", 0),
    LEGACY("old", 3);

    private final String backend;
    private final int first;

    Side(String backend, int first) {
      this.backend = backend;
      this.first = first;
    }

    /** The number of the origin that has an address. */
    int fixed() {
      return first;
    }

    /** The number of the origin that the name means at first. */
    int named() {
      return first + 1;
    }

    /** The number of the origin that the name means once it has moved. */
    int moved() {
      return first + 2;
    }
  }

  private final DnsServer dns = DnsServer.start();
  private final List<RawOrigin> origins = new ArrayList<>();
  private final TestProxy proxy;

  TwoSides(Path folder) {
    for (Side side : Side.values()) {
      String[] names = {name(side.fixed()), name(side.named()), name(side.moved())};
      origins.addAll(RawOrigin.siblings(Farm.WELL, names));
      nameMeans(side, side.named());
    }
    BanyanOptions options = new BanyanOptions(2, false, TestNames.from(dns, folder));
    proxy = TestProxy.start(TestProxy.table(origins.get(0), origins.get(0), table()), options);
  }

  private static String name(int origin) {
    return "origin " + origin;
  }

  /** With time-outs that a busy machine does not reach by itself. */
  private String table() {
    return """
    backends:
      fresh:
        urls: ['http://127.0.0.1:%1$d', 'http://fresh.example:%1$d']
        slow-start: 200ms
        health-check: { path: /health, every: 50ms, timeout: 750ms }
        ejection: { failures: 3, for: 200ms, longest: 1s }
      old:
        urls: ['http://127.0.0.1:%2$d', 'http://old.example:%2$d']
        slow-start: 200ms
        health-check: { path: /health, every: 50ms, timeout: 750ms }
        ejection: { failures: 3, for: 200ms, longest: 1s }
    legacy: old
    routes:
      - name: r
        match: { path: /** }
        new: fresh
        share: 50%%
        timeout: 2s
        breaker: { open-for: 200ms }
    """
        .formatted(origin(Side.NEW.fixed()).port(), origin(Side.LEGACY.fixed()).port());
  }

  /** Lets the name of a side's second endpoint stand for this origin, for a second at a time. */
  void nameMeans(Side side, int origin) {
    String address = "127.0.0." + (1 + origin - side.first);
    dns.has(side.backend + ".example", 1, address);
  }

  RawOrigin origin(int number) {
    return origins.get(number);
  }

  RawClient client() {
    return proxy.client().timeout(Farm.SOON);
  }

  /** Whether the endpoint that has an address passes its checks. */
  boolean fixedIsUp(Side side) {
    LiveBackend backend = proxy.banyan().serving().backends().get(side.backend);
    return Objects.requireNonNull(backend).endpoints().get(0).up();
  }

  /** How often each request was executed by all origins together. */
  Map<String, Integer> executions() {
    Map<String, Integer> sums = new TreeMap<>();
    for (RawOrigin origin : origins) {
      origin.log().executionsByKey().forEach((key, count) -> sums.merge(key, count, Integer::sum));
    }
    return sums;
  }

  @Override
  public void close() {
    proxy.close();
    origins.forEach(RawOrigin::close);
    dns.close();
  }
}
