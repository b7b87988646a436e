package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.server.exchange.ClientListener;
import dev.banyan.server.exchange.ClientStream;
import dev.banyan.server.exchange.ExchangePort;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.WaitingTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** Time in which a loop stands still is not its clients'. */
class ClientStandstillTest implements ExchangePort {
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final Duration STILL = Duration.ofMillis(600);

  private final EventLoops loops = EventLoops.start(1);
  private final LoopContext loop = loops.contexts().get(0);

  @AfterEach
  void stop() {
    loops.stop().awaitUninterruptibly();
  }

  @WaitingTest
  void aHeadHasItsTimeAllTheSame() throws ListenException {
    long nanos = PATIENCE.toNanos();
    ClientLimits limits = new ClientLimits(HeadLimits.DEFAULT, nanos, nanos, nanos, nanos, nanos);
    Listeners listeners = new Listeners(loops, context -> this, new ListenMeters(), limits, 10);
    InetSocketAddress address =
        listeners.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    var beats = loop.loop().scheduleAtFixedRate(this::beat, 0, 50, TimeUnit.MILLISECONDS);
    try (RawClient client = RawClient.connect(address.getPort())) {
      long begun = System.nanoTime();
      client.send("GET / HT");
      loop.loop().schedule(this::standStill, 100, TimeUnit.MILLISECONDS);
      assertEquals(408, client.readResponse().status());
      Duration after = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(after.compareTo(PATIENCE.plus(STILL).minusMillis(60)) >= 0, "after " + after);
    } finally {
      beats.cancel(false);
      listeners.unbindAll();
    }
  }

  private void beat() {
    loop.timers().beat(System.nanoTime() + Duration.ofMillis(100).toNanos());
  }

  private void standStill() {
    long begun = System.nanoTime();
    long now = begun;
    while (now - begun < STILL.toNanos()) {
      now = System.nanoTime();
    }
  }

  @Override
  public ClientListener open(ClientStream client, RequestHead head, Peer peer) {
    throw new AssertionError("a head that is not whole was taken for one");
  }

  @Override
  public void refuse(ClientStream client, Peer peer, int status, String why) {
    client.respond(OwnAnswer.empty(status), HeaderEdits.NONE);
  }
}
