package dev.banyan.server.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.HealthSpec;
import dev.banyan.core.backend.HttpSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.testkit.Await;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes of a connection for which the system has no socket. */
public class ConnectorTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int WAITERS = 5_000;

  private final EventLoops loops = EventLoops.startNio(1);
  private final LoopContext loop = loops.contexts().get(0);
  private final LiveBackend backend = backend();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void loadSockets() throws IOException {
    // The JDK reads a file when its first socket is made; that is not to happen on a loop.
    new Socket().close();
  }

  @AfterEach
  void stop() {
    loops.stop().awaitUninterruptibly();
  }

  @Test
  void whereNoSocketCanBeMadeTheLoopIsToldThatConnectingFailed() {
    LoopBackend port = backend.on(loop, NoSocket.class);

    lease(port);

    Await.until("it is told", SOON, () -> told.size() == 1);
    assertEquals("CONNECT_FAILED on the loop", told.peek());
    Await.until("its place is free", SOON, () -> backend.connections() == 0);
  }

  @Test
  void allThatWaitAreToldWithoutADeepStack() {
    LoopBackend port = backend.on(loop, NoSocket.class);

    for (int i = 0; i < WAITERS; i++) {
      lease(port);
    }

    Await.until("all are told", SOON, () -> told.size() == WAITERS);
    assertTrue(told.stream().allMatch("CONNECT_FAILED on the loop"::equals));
    Await.until("all places are free", SOON, () -> backend.connections() == 0);
  }

  private void lease(LoopBackend port) {
    LeaseListener listener =
        new LeaseListener() {
          @Override
          public void leased(BackendStream stream) {
            told.add("leased");
          }

          @Override
          public void leaseFailed(FailureKind kind) {
            told.add(kind + (loop.loop().inEventLoop() ? " on the loop" : " elsewhere"));
          }
        };
    loop.loop().execute(() -> port.lease(port.pick(0), BackendPort.ANY_IDLE, listener));
  }

  private LiveBackend backend() {
    BackendSpec spec =
        new BackendSpec(
            "b",
            List.of(new EndpointSpec("127.0.0.1", 9)),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            1,
            WAITERS,
            false,
            HttpSpec.DEFAULT,
            LinkSpec.PLAIN,
            HealthSpec.DEFAULT);
    return new LiveBackend(spec, loops, BackendBench.LINKS, HealthListener.NONE);
  }

  /** A channel for which there is no descriptor. */
  public static final class NoSocket extends NioSocketChannel {
    public NoSocket() {
      super(noProvider());
    }

    private static SelectorProvider noProvider() {
      throw new ChannelException("Too many open files");
    }
  }
}
