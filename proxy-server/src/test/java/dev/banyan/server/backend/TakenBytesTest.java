package dev.banyan.server.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.backend.TlsSpec;
import dev.banyan.core.http.Scheme;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.Security;
import dev.banyan.testkit.TestCertificate;
import dev.banyan.testkit.UnreadBody;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a request the system has taken, from which an attempt's clock knows who is slow. */
@Timeout(120)
class TakenBytesTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int PIECE = 32 << 10;
  private static final String PUT =
      "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n";

  private static EventLoops loops;
  private static Links links;

  @BeforeAll
  static void start() {
    loops = EventLoops.start(1);
    links = BackendBench.newLinks();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    loops.stop().await();
    links.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whileABackendTakesNothingTheNumberStands(boolean secure) throws Exception {
    TestCertificate authority = TestCertificate.authority("ca");
    Security security = secure ? Security.tls(authority.issue("127.0.0.1")) : Security.NONE;
    TlsSpec tls = new TlsSpec(List.of(authority.certificate()), null, null, false);
    CountDownLatch readOn = new CountDownLatch(1);
    Answer answer = Answer.ok("done").requestBody(UnreadBody.READ_FIRST);
    try (RawOrigin origin =
            RawOrigin.start(
                "slow",
                4096,
                security,
                exchange -> {
                  await(readOn);
                  answer.handle(exchange);
                });
        BackendBench bench =
            new BackendBench(
                loops,
                links,
                new EndpointSpec(secure ? Scheme.HTTPS : Scheme.HTTP, "127.0.0.1", origin.port()),
                new LinkSpec(LinkSpec.Resolve.AGAIN, secure ? tls : null))) {
      BackendOwner owner = bench.owner(PUT);
      owner.leaveOpen();
      bench.ask(owner, BackendPort.ANY_IDLE);
      Await.until("a stream", SOON, owner::hasStream);
      fill(bench, owner);
      long taken = bench.call(() -> owner.stream().takenBytes());
      assertTrue(taken > 0, "taken: " + taken);
      for (int i = 0; i < 20; i++) {
        send(bench, owner, 1);
        assertEquals(taken, bench.call(() -> owner.stream().takenBytes()), "nothing was taken");
        assertTrue(bench.call(() -> owner.stream().pendingBytes()) > 0);
      }
      readOn.countDown();
      Await.until("all is taken", SOON, () -> bench.call(() -> owner.stream().pendingBytes()) == 0);
      assertTrue(bench.call(() -> owner.stream().takenBytes()) > taken);
      assertTrue(bench.call(() -> owner.stream().writable()));
      bench.run(owner::cancel);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(SOON.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends until the kernel has taken nothing for a while. */
  private static void fill(BackendBench bench, BackendOwner owner) {
    long last = -1;
    int still = 0;
    while (still < 20) {
      if (bench.call(() -> owner.stream().writable())) {
        send(bench, owner, PIECE);
        still = 0;
      }
      long taken = bench.call(() -> owner.stream().takenBytes());
      still = taken == last ? still + 1 : 0;
      last = taken;
      Await.until("a moment", SOON, new Moment());
    }
  }

  private static void send(BackendBench bench, BackendOwner owner, int bytes) {
    bench.run(() -> {
      owner.stream().sendBody(Unpooled.wrappedBuffer(new byte[bytes]));
      owner.stream().flush();
    });
  }

  /** Holds once 5 ms have passed. */
  private static final class Moment implements BooleanSupplier {
    private final long end = System.nanoTime() + 5_000_000;

    @Override
    public boolean getAsBoolean() {
      return System.nanoTime() - end >= 0;
    }
  }
}
