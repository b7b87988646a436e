package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.HealthSpec;
import dev.banyan.core.backend.HttpSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.server.names.NameListener;
import dev.banyan.server.names.NameSources;
import dev.banyan.server.names.Names;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** A live backend with one endpoint on one loop, within its contract. */
final class BackendBench implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Nothing here has a name or speaks TLS, so it starts no thread. */
  static final Links LINKS = newLinks();

  private final LiveBackend backend;
  private final LoopContext loop;
  private final CheckedBackend port;

  BackendBench(EventLoops loops, int originPort) {
    this(loops, LINKS, new EndpointSpec("127.0.0.1", originPort), LinkSpec.PLAIN);
  }

  BackendBench(EventLoops loops, Links links, EndpointSpec endpoint, LinkSpec link) {
    BackendSpec spec = spec(endpoint, link, 10);
    backend = new LiveBackend(spec, loops, links, HealthListener.NONE);
    loop = loops.contexts().get(0);
    port = new CheckedBackend(backend.on(loop));
  }

  /** A backend with one endpoint. */
  static BackendSpec spec(EndpointSpec endpoint, LinkSpec link, int maxConnections) {
    return spec(List.of(endpoint), link, maxConnections);
  }

  static BackendSpec spec(List<EndpointSpec> endpoints, LinkSpec link, int maxConnections) {
    return new BackendSpec(
        "b",
        endpoints,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        maxConnections,
        10,
        false,
        HttpSpec.DEFAULT,
        link,
        HealthSpec.DEFAULT);
  }

  static Links newLinks() {
    return new Links(new Names(NameSources.system(), NameListener.NONE), LinkListener.NONE);
  }

  LiveBackend backend() {
    return backend;
  }

  BackendOwner owner(String request) {
    return new BackendOwner(request);
  }

  /** Asks for a stream and sends a request on it. */
  BackendOwner ask(String request, long maxIdleNanos) {
    BackendOwner owner = owner(request);
    ask(owner, maxIdleNanos);
    return owner;
  }

  void ask(BackendOwner owner, long maxIdleNanos) {
    run(() -> port.lease(port.pick(0), maxIdleNanos, owner));
  }

  /** As {@link #ask}, for a caller that is on the loop. */
  void askOnLoop(BackendOwner owner, long maxIdleNanos) {
    port.lease(port.pick(0), maxIdleNanos, owner);
  }

  /** Asks for a stream and cancels at once; false if it was there at once. */
  boolean askAndCancel(BackendOwner owner) {
    return call(() -> {
      Lease waiting = port.lease(port.pick(0), BackendPort.FRESH, owner);
      if (waiting != null) {
        waiting.cancel();
      }
      return waiting != null;
    });
  }

  /** Runs on the loop, and waits until it has. */
  void run(Runnable action) {
    call(() -> {
      action.run();
      return true;
    });
  }

  /** Runs on the loop, and returns what comes of it. */
  <T> T call(Callable<T> action) {
    try {
      return loop.loop().submit(action).get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The requests that run at the endpoint, or open a connection to it. */
  int load() {
    int[] load = new int[1];
    run(() -> load[0] = ((LoopBackend) backend.on(loop)).load(0));
    return load[0];
  }

  void awaitConnections(int count) {
    Await.value("connections", SOON, backend::connections, open -> open <= count);
  }

  void awaitIdle(int count) {
    Await.value("idle connections", SOON, backend::idleConnections, idle -> idle == count);
  }

  /** Ends the backend, and waits until nothing of it is left. */
  @Override
  public void close() {
    backend.retire(null);
    Await.value("connections at the end", SOON, backend::connections, open -> open == 0);
  }
}
