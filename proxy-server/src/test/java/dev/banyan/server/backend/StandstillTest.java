package dev.banyan.server.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.HealthSpec;
import dev.banyan.core.backend.HttpSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.backend.TlsSpec;
import dev.banyan.core.http.Scheme;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.WaitingTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** Time in which a loop stands still counts for nothing that is waited for at a backend. */
class StandstillTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration STILL = Duration.ofMillis(600);

  private final EventLoops loops = EventLoops.start(1);
  private final LoopContext loop = loops.contexts().get(0);
  private final Map<FailureKind, Duration> told = new ConcurrentHashMap<>();
  private long begun;

  @AfterEach
  void stop() {
    loops.stop().awaitUninterruptibly();
  }

  @WaitingTest
  void aHandshakeHasItsTimeAllTheSame() throws IOException {
    assertTold(FailureKind.CONNECT_TIMEOUT, 1, PATIENCE, LONG);
  }

  @WaitingTest
  void aWaitForAConnectionHasItsTimeAllTheSame() throws IOException {
    assertTold(FailureKind.PENDING_TIMEOUT, 2, LONG, PATIENCE);
  }

  private void assertTold(FailureKind kind, int leases, Duration connect, Duration pending)
      throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      LiveBackend backend = backend(silent.getLocalPort(), connect, pending);
      var beats = loop.loop().scheduleAtFixedRate(this::beat, 0, 50, TimeUnit.MILLISECONDS);
      loop.loop()
          .execute(() -> {
            begun = System.nanoTime();
            LoopBackend port = backend.on(loop, loops.clientChannel());
            for (int i = 0; i < leases; i++) {
              port.lease(port.pick(0), BackendPort.ANY_IDLE, listener());
            }
            standStill();
          });
      Await.until("it is told", SOON, () -> !told.isEmpty());
      beats.cancel(false);
      assertEquals(Set.of(kind), told.keySet());
      Duration after = Objects.requireNonNull(told.get(kind));
      assertTrue(after.compareTo(PATIENCE.plus(STILL).minusMillis(50)) >= 0, "after " + after);
    }
  }

  private void beat() {
    loop.timers().beat(System.nanoTime() + Duration.ofMillis(100).toNanos());
  }

  private void standStill() {
    long now = begun;
    while (now - begun < STILL.toNanos()) {
      now = System.nanoTime();
    }
  }

  private LeaseListener listener() {
    return new LeaseListener() {
      @Override
      public void leased(BackendStream stream) {
        throw new AssertionError("leased by a backend that is silent");
      }

      @Override
      public void leaseFailed(FailureKind kind) {
        told.put(kind, Duration.ofNanos(System.nanoTime() - begun));
      }
    };
  }

  private LiveBackend backend(int port, Duration connect, Duration pending) {
    BackendSpec spec =
        new BackendSpec(
            "b",
            List.of(new EndpointSpec(Scheme.HTTPS, "127.0.0.1", port)),
            connect,
            pending,
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            1,
            10,
            false,
            HttpSpec.DEFAULT,
            new LinkSpec(LinkSpec.Resolve.AGAIN, new TlsSpec(List.of(), null, null, true)),
            HealthSpec.DEFAULT);
    return new LiveBackend(spec, loops, BackendBench.LINKS, HealthListener.NONE);
  }
}
