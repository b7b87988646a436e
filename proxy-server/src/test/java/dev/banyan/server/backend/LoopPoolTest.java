package dev.banyan.server.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.e2e.TestNames;
import dev.banyan.server.names.NameListener;
import dev.banyan.server.names.Names;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.DeadPort;
import dev.banyan.testkit.DnsServer;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawOrigin;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pool knows of its connections. */
class LoopPoolTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n";

  private static final Duration SOON = Duration.ofSeconds(20);

  private final EventLoops loops = EventLoops.start(1);
  private final RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
  private final BackendBench bench = new BackendBench(loops, origin.port());

  @AfterEach
  void stop() {
    bench.close();
    loops.stop().awaitUninterruptibly();
    origin.close();
  }

  @Test
  void aConnectionThatNobodyWaitsForAnyMoreIsNoLoad() {
    for (int round = 0; round < 3; round++) {
      bench.askAndCancel(bench.owner(GET));
      bench.awaitIdle(1);
      Await.until("accepted", SOON, () -> origin.connectionsOpen() == 1);
      origin.closeConnections();
      bench.awaitConnections(0);
      bench.awaitIdle(0);
      assertEquals(0, bench.load());
      // Else the next round could take this connection for its own.
      Await.until("left there too", SOON, () -> origin.connectionsOpen() == 0);
    }
  }

  @Test
  void loadIsWhatRuns() {
    BackendOwner owner = bench.owner(GET);
    owner.waitAtHead();
    bench.ask(owner, BackendPort.ANY_IDLE);
    owner.awaitHead();
    assertEquals(1, bench.load());
    bench.run(owner::demand);
    owner.awaitEnd();
    assertEquals(0, bench.load());
    bench.awaitIdle(1);
  }

  /**
   * The loop is told of the request, and in the same breath that the connection was closed: the
   * request comes first.
   */
  @ParameterizedTest
  @CsvSource({"FIN, false", "RESET, false", "FIN, true", "RESET, true"})
  void aConnectionOfWhoseCloseTheLoopWasToldGetsNoRequestThatCannotBeRepeated(
      Ending how, boolean nio) throws IOException {
    EventLoops own = nio ? EventLoops.startNio(1) : EventLoops.start(1);
    try (BackendBench two = new BackendBench(own, origin.port());
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BackendOwner owner = two.owner(POST);
      Channel client =
          new Bootstrap()
              .group(own.group())
              .channel(own.clientChannel())
              .handler(asking(two, owner))
              .connect(server.getLocalSocketAddress())
              .syncUninterruptibly()
              .channel();
      try (Socket peer = server.accept()) {
        two.ask(GET, BackendPort.ANY_IDLE).awaitEnd();
        two.awaitIdle(1);
        AtomicBoolean goOn = hold(own.contexts().get(0));
        peer.getOutputStream().write(1);
        if (how == Ending.RESET) {
          origin.resetConnections();
        } else {
          origin.closeConnections();
        }
        Await.until("closed there", SOON, () -> origin.connectionsOpen() == 0);
        goOn.set(true);
        owner.awaitEnd();
        assertEquals(List.of("written", "head 200 FIXED", "body 5", "end"), owner.events());
        assertEquals(2, origin.executions());
      }
      client.close().syncUninterruptibly();
    } finally {
      own.stop().awaitUninterruptibly();
    }
  }

  /** What came since the loop was told of events for the last time is seen by no event. */
  @ParameterizedTest
  @CsvSource({
    "FIN, GET, false", "RESET, GET, false", "BYTES, GET, false", "FIN, POST, false",
    "RESET, POST, false", "BYTES, POST, false", "FIN, GET, true", "RESET, GET, true",
    "BYTES, GET, true", "FIN, POST, true", "RESET, POST, true", "BYTES, POST, true"
  })
  void aConnectionIsLookedAtBeforeItIsUsedAgain(String what, String method, boolean nio) {
    EventLoops own = nio ? EventLoops.startNio(1) : EventLoops.start(1);
    AtomicBoolean goOn = new AtomicBoolean();
    CountDownLatch speak = new CountDownLatch(1);
    CountDownLatch spoken = new CountDownLatch(1);
    try (BackendBench two = new BackendBench(own, origin.port())) {
      origin.behave(
          Behaviors.inTurn(
              exchange -> {
                Answer.ok("hello").handle(exchange);
                if (what.equals("BYTES")) {
                  await(speak);
                  exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
                  spoken.countDown();
                }
              },
              Answer.ok("hello")));
      two.ask(GET, BackendPort.ANY_IDLE).awaitEnd();
      two.awaitIdle(1);
      BackendOwner owner = two.owner(method.equals("GET") ? GET : POST);
      AtomicBoolean held = new AtomicBoolean();
      own.contexts()
          .get(0)
          .loop()
          .execute(() -> {
            held.set(true);
            for (long turns = 0; !goOn.get(); turns++) {
              assertTrue(turns >= 0);
            }
            two.askOnLoop(owner, SOON.toNanos());
          });
      Await.until("the loop is held", SOON, held::get);
      switch (what) {
        case "RESET" -> origin.resetConnections();
        case "FIN" -> origin.closeConnections();
        default -> {
          speak.countDown();
          await(spoken);
        }
      }
      Await.until("closed", SOON, () -> what.equals("BYTES") || origin.connectionsOpen() == 0);
      goOn.set(true);
      owner.awaitEnd();
      assertEquals(List.of("written", "head 200 FIXED", "body 5", "end"), owner.events());
      assertEquals(2, origin.connectionsAccepted());
    } finally {
      goOn.set(true);
      speak.countDown();
      own.stop().awaitUninterruptibly();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(SOON.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends the owner's request when a byte comes. */
  private static ChannelInboundHandlerAdapter asking(BackendBench bench, BackendOwner owner) {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
        bench.askOnLoop(owner, SOON.toNanos());
      }
    };
  }

  /** Keeps a loop from handling events, without blocking it, until the flag is set. */
  private static AtomicBoolean hold(LoopContext loop) {
    AtomicBoolean goOn = new AtomicBoolean();
    AtomicBoolean held = new AtomicBoolean();
    loop.loop()
        .execute(() -> {
          held.set(true);
          for (long turns = 0; !goOn.get(); turns++) {
            assertTrue(turns >= 0);
          }
        });
    Await.until("the loop is held", SOON, held::get);
    return goOn;
  }

  @Test
  void aFreePlaceGoesToTheLoopThatWaitsAndNotToWhoComesLater() {
    EndpointSpec endpoint = new EndpointSpec("127.0.0.1", origin.port());
    BackendPools pools = new BackendPools(BackendBench.spec(endpoint, LinkSpec.PLAIN, 1), loops);
    ConnectionBudget budget = pools.budget();
    assertTrue(budget.tryTake());
    budget.await(pools.on(0));
    AtomicBoolean goOn = hold(loops.contexts().get(0));
    budget.giveBack();
    assertFalse(budget.tryTake(), "a new request overtook the loop that waits");
    goOn.set(true);
    // It has nobody any more who waits.
    Await.until("the place is given back", SOON, () -> budget.used() == 0);
  }

  @Test
  void allPlacesOfAHigherBoundAreGivenOut() {
    EndpointSpec endpoint = new EndpointSpec("127.0.0.1", origin.port());
    BackendPools pools = new BackendPools(BackendBench.spec(endpoint, LinkSpec.PLAIN, 1), loops);
    ConnectionBudget budget = pools.budget();
    assertTrue(budget.tryTake());
    AtomicBoolean goOn = hold(loops.contexts().get(0));
    budget.await(pools.on(0));
    budget.await(pools.on(0));
    budget.bound(4);
    assertEquals(3, budget.used());
    goOn.set(true);
    Await.until("the places are given back", SOON, () -> budget.used() == 1);
  }

  @Test
  void anEndpointWithoutAnAddressIsNotWaitedFor(@TempDir Path folder) {
    Told told = new Told();
    try (DnsServer dns = DnsServer.start();
        Links links =
            new Links(
                new Names(TestNames.from(dns, folder), NameListener.NONE), LinkListener.NONE);
        DeadPort silent = DeadPort.silent()) {
      List<EndpointSpec> endpoints =
          List.of(
              new EndpointSpec("127.0.0.1", silent.port()),
              new EndpointSpec("nowhere.example", 80));
      BackendSpec spec = BackendBench.spec(endpoints, LinkSpec.PLAIN, 1);
      LiveBackend backend = new LiveBackend(spec, loops, links, HealthListener.NONE);
      LoopContext loop = loops.contexts().get(0);

      bench.run(() -> {
        assertNotNull(backend.on(loop).lease(0, BackendPort.ANY_IDLE, told), "it takes the place");
        assertNull(backend.on(loop).lease(1, BackendPort.ANY_IDLE, told));
      });

      assertEquals(FailureKind.CONNECT_FAILED, told.failure);
      assertEquals(1, backend.connections());
      backend.retire(null);
    }
  }

  private static final class Told implements LeaseListener {
    private volatile @Nullable FailureKind failure;

    @Override
    public void leased(BackendStream stream) {
      stream.cancel();
    }

    @Override
    public void leaseFailed(FailureKind kind) {
      failure = kind;
    }
  }
}
