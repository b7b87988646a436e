package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.server.exchange.ClientListener;
import dev.banyan.server.exchange.ClientStream;
import dev.banyan.server.exchange.ExchangePort;
import dev.banyan.server.log.Said;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.Faults;
import dev.banyan.server.transport.Timers;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InternalErrorTest {
  private static final long LONG = TimeUnit.MINUTES.toNanos(5);
  private static final ClientLimits LIMITS =
      new ClientLimits(HeadLimits.DEFAULT, LONG, LONG, LONG, LONG, LONG);

  @RegisterExtension private final Said said = Said.by(Faults.class);
  private final EventLoops loops = EventLoops.start(1);

  @AfterEach
  void stop() {
    loops.stop().awaitUninterruptibly();
  }

  @Test
  void ofAnAlarmIsToldToo() {
    Timers timers = loops.contexts().get(0).timers();
    loops
        .contexts()
        .get(0)
        .loop()
        .execute(() -> timers.alarm(InternalErrorTest::fail).at(timers.nanos()));

    Await.until("it is said", Duration.ofSeconds(20), () -> said.events().size() == 1);
  }

  private static void fail() {
    throw new IllegalStateException("broken");
  }

  /** What no handler of requests should be. */
  private static final class Broken implements ExchangePort {
    @Override
    public ClientListener open(ClientStream client, RequestHead head, Peer peer) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void refuse(ClientStream client, Peer peer, int status, String why) {
      throw new IllegalStateException("broken");
    }
  }

  @Test
  void costsItsConnectionAndIsToldOnceAMinute() throws ListenException {
    ListenMeters meters = new ListenMeters();
    Listeners listeners = new Listeners(loops, loop -> new Broken(), meters, LIMITS, 100);
    InetSocketAddress address =
        listeners.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    for (int i = 0; i < 3; i++) {
      try (RawClient client = RawClient.connect(address.getPort())) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertEquals(0, client.readUntilClose().bytes().length());
      }
    }

    assertEquals(1, said.events().size(), said.events()::toString);
    ILoggingEvent event = said.events().get(0);
    assertEquals(Level.ERROR, event.getLevel());
    assertTrue(event.getThrowableProxy().getMessage().contains("broken"));
  }
}
