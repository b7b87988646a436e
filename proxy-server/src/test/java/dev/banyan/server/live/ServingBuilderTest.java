package dev.banyan.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.backend.TlsIdentity;
import dev.banyan.core.backend.TlsSpec;
import dev.banyan.core.explain.ExplainedTable;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.server.backend.HealthListener;
import dev.banyan.server.backend.LinkListener;
import dev.banyan.server.backend.Links;
import dev.banyan.server.e2e.TestNames;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.server.names.NameListener;
import dev.banyan.server.names.Names;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.DnsServer;
import dev.banyan.testkit.TestCertificate;
import dev.banyan.testkit.WaitingTest;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a table that can't be served. */
class ServingBuilderTest {
  private static final int NAMES = 16;
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final DnsServer dns = DnsServer.start();
  private final EventLoops loops = EventLoops.start(1);
  private Names names;
  private Links links;

  @BeforeEach
  void start() {
    names = new Names(TestNames.from(dns, folder), NameListener.NONE);
    links = new Links(names, LinkListener.NONE);
  }

  @AfterEach
  void stop() {
    loops.stop().awaitUninterruptibly();
    links.close();
    dns.close();
  }

  @WaitingTest
  void ofATableWhoseTlsCanNotBeSetUpNoNameIsWatched() {
    dns.has("control.test", 1, "127.0.0.1");
    ServingBuilder builder =
        new ServingBuilder(
            loops,
            links,
            CircuitBreakerRegistry.ofDefaults(),
            (name, from, to, byReads) -> {},
            HealthListener.NONE);
    ExplainedTable table = unusable();
    assertThrows(IllegalArgumentException.class, () -> builder.build(table, null));

    names.watch("control.test", false, addresses -> {});
    awaitControl(4);
    List<Integer> before = queries();
    awaitControl(6);
    assertEquals(before, queries());
  }

  private void awaitControl(int queries) {
    Await.until("it is asked again", SOON, () -> dns.queries("control.test") >= queries);
  }

  private List<Integer> queries() {
    return IntStream.range(0, NAMES).mapToObj(i -> dns.queries(name(i))).toList();
  }

  private static String name(int number) {
    return "b" + number + ".test";
  }

  /** A table of backends by name, and of one with a key that no JDK can use. */
  private ExplainedTable unusable() {
    StringBuilder text = new StringBuilder();
    text.append("listen: [{ host: 127.0.0.1, port: 0 }]\n");
    text.append("backends:\n  broken: https://127.0.0.1:1\n");
    for (int i = 0; i < NAMES; i++) {
      dns.has(name(i), 1, "127.0.0.1");
      text.append("  b" + i + ": http://" + name(i) + ":1\n");
    }
    ExplainedTable sound = TestProxy.load(text + "legacy: broken\n").explained();
    RoutingSnapshot routing = sound.routing();
    Map<String, BackendSpec> backends = new HashMap<>(routing.backends());
    backends.computeIfPresent("broken", (name, spec) -> broken(spec));
    return new ExplainedTable(
        new RoutingSnapshot(
            routing.routes(), routing.index(), backends, routing.forwarding(), routing.errors()),
        sound.places(),
        sound.limits());
  }

  private static BackendSpec broken(BackendSpec spec) {
    TlsIdentity identity =
        new TlsIdentity(List.of(TestCertificate.authority("any").certificate()), new UnusableKey());
    return new BackendSpec(
        spec.name(),
        spec.endpoints(),
        spec.connectTimeout(),
        spec.pendingTimeout(),
        spec.timeout(),
        spec.idleTimeout(),
        spec.streamIdle(),
        spec.maxConnections(),
        spec.maxPending(),
        spec.rewriteHost(),
        spec.http(),
        new LinkSpec(spec.link().resolve(), new TlsSpec(List.of(), identity, null, false)),
        spec.health());
  }

  private static final class UnusableKey implements PrivateKey {
    private static final long serialVersionUID = 1;

    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public String getFormat() {
      return "none";
    }

    @Override
    public byte[] getEncoded() {
      return null;
    }
  }
}
