package dev.banyan.server.e2e.fallback;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.LogLine;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A proxy with one event loop between a legacy and a new origin, both of which count what they
 * execute. Its route is {@code main}, and all of it goes to new. Confined to the test's thread.
 */
final class Sides implements AutoCloseable {
  /** Longer than anything that a test waits for. */
  static final Duration SOON = Duration.ofSeconds(15);

  private static final String FRAME =
      """
      listen: [{ host: 127.0.0.1, port: 0 }]
      admin: off
      access-log: LOG
      drain-delay: 0s
      drain: DRAIN
      limits: { LIMITS }
      backends:
        old: { OLD }
        fresh: { FRESH }
      legacy: old
      defaults: { new: fresh, share: 100% }
      routes:
        - { name: main, match: { path: /** }, ROUTE }
      """;

  private final RawOrigin legacy;
  private final RawOrigin moved;
  private final Path log;
  private final TestProxy proxy;

  private Sides(RawOrigin legacy, RawOrigin moved, Path log, TestProxy proxy) {
    this.legacy = legacy;
    this.moved = moved;
    this.log = log;
    this.proxy = proxy;
  }

  /** Prepares a proxy whose new origin behaves so; nothing runs yet. */
  static Setup with(Behavior atNew) {
    return new Setup(atNew);
  }

  /** What a proxy is started with. The methods change it and return it. */
  static final class Setup {
    private final Behavior atNew;
    private Behavior atLegacy = Behaviors.signed(Answer.ok("from legacy"));
    private String route = "timeout: 20s";
    private String drain = "100ms";
    private String limits = "half-close: 1s";
    private String oldUrls = "";
    private String freshUrls = "";
    private String old = "timeout: 20s";
    private String fresh = "timeout: 20s";
    private String moreRoutes = "";
    private int receiveBufferBytes;

    private Setup(Behavior atNew) {
      this.atNew = atNew;
    }

    private Setup set(Consumer<Setup> change) {
      change.accept(this);
      return this;
    }

    /** Sets what legacy does. */
    Setup legacy(Behavior behavior) {
      return set(setup -> setup.atLegacy = behavior);
    }

    /** Sets the keys of the route, in flow style. */
    Setup route(String keys) {
      return set(setup -> setup.route = keys);
    }

    /** Adds routes before the main one, each a line in block style. */
    Setup moreRoutes(String lines) {
      return set(setup -> setup.moreRoutes = lines.indent(2));
    }

    /** Sets how long a stop lets requests go on. */
    Setup drain(String time) {
      return set(setup -> setup.drain = time);
    }

    /** Sets the limits, in flow style. */
    Setup limits(String keys) {
      return set(setup -> setup.limits = keys);
    }

    /** Sets the keys of the new backend, in flow style and without its address. */
    Setup fresh(String keys) {
      return set(setup -> setup.fresh = keys);
    }

    /** Sets the keys of the legacy backend. */
    Setup old(String keys) {
      return set(setup -> setup.old = keys);
    }

    /** Sets new's addresses in place of its origin's, in which {@code NEW} stands for that. */
    Setup freshUrls(String urls) {
      return set(setup -> setup.freshUrls = urls);
    }

    /**
     * Sets legacy's addresses in place of its origin's, in which {@code LEGACY} stands for that.
     */
    Setup oldUrls(String urls) {
      return set(setup -> setup.oldUrls = urls);
    }

    /** Gives new's connections a small receive buffer. */
    Setup smallBuffers() {
      return set(setup -> setup.receiveBufferBytes = 4096);
    }

    /** Starts the origins and the proxy. */
    Sides start() {
      RawOrigin legacy = RawOrigin.start("legacy", atLegacy);
      RawOrigin moved = RawOrigin.start("new", receiveBufferBytes, atNew);
      try {
        Path log = Files.createTempFile("sides", ".log");
        String text =
            FRAME
                .replace("LOG", log.toString())
                .replace("DRAIN", drain)
                .replace("LIMITS", limits)
                .replace("OLD", urls(oldUrls, "LEGACY") + old)
                .replace("FRESH", urls(freshUrls, "NEW") + fresh)
                .replace("ROUTE", route)
                .replace("LEGACY", legacy.uri().toString())
                .replace("NEW", moved.uri().toString());
        TestProxy proxy =
            TestProxy.start(TestProxy.load(text + moreRoutes), new BanyanOptions(1, false));
        return new Sides(legacy, moved, log, proxy);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String urls(String written, String standard) {
      return "urls: [" + (written.isEmpty() ? standard : written) + "], ";
    }
  }

  RawOrigin legacy() {
    return legacy;
  }

  RawOrigin moved() {
    return moved;
  }

  TestProxy proxy() {
    return proxy;
  }

  RawClient client() {
    return proxy.client().timeout(SOON);
  }

  /** Sends a request on a connection of its own, and returns what came back. */
  Told ask(Request request) {
    try (RawClient client = client()) {
      return request.over(client);
    }
  }

  /** The access-log line of the request with this path; waits for it. */
  String logged(String path) {
    return LogLine.await(log, "\"path\":\"" + path + "\"", SOON);
  }

  /** The breaker of the main route. */
  RouteBreaker breaker() {
    return breaker("main");
  }

  RouteBreaker breaker(String route) {
    return Objects.requireNonNull(proxy.banyan().breaker(route), "the route has no breaker");
  }

  /** Waits until the breaker of the main route is in this state. */
  void awaitBreaker(BreakerState state) {
    Await.value("state of the breaker", SOON, breaker()::state, state::equals);
  }

  /** How many calls a window of the main route's breaker has counted, and how. */
  Calls calls(boolean reads) {
    return Calls.of(proxy.banyan().telemetry(), reads);
  }

  /** Waits until a window of the main route's breaker has counted just these calls. */
  void awaitCalls(boolean reads, Calls wanted) {
    Await.value("calls in the breaker's window", SOON, () -> calls(reads), wanted::equals);
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
