package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.Peer;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.server.exchange.CheckedClient;
import dev.banyan.server.exchange.ClientCase;
import dev.banyan.server.exchange.ClientListener;
import dev.banyan.server.exchange.ClientStream;
import dev.banyan.server.exchange.ExchangePort;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Real client connections on one loop, whose requests go to owners within their contract. */
final class ClientBench implements AutoCloseable, ExchangePort {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long LONG = Duration.ofMinutes(5).toNanos();
  private static final ClientLimits LIMITS =
      new ClientLimits(HeadLimits.DEFAULT, LONG, LONG, LONG, LONG, LONG);

  private final EventLoops loops;
  private final Listeners listeners;
  private final InetSocketAddress address;
  private volatile Consumer<ClientOwner> script;
  private final List<ClientOwner> owners = new CopyOnWriteArrayList<>();
  private final List<CheckedClient> contracts = new CopyOnWriteArrayList<>();
  private final Set<ClientCase> seen = ConcurrentHashMap.newKeySet();

  /**
   * A bench.
   *
   * @param script says how an owner reacts; called for each request before its first event
   */
  ClientBench(EventLoops loops, Consumer<ClientOwner> script) throws ListenException {
    this.loops = loops;
    this.script = script;
    listeners = new Listeners(loops, loop -> this, new ListenMeters(), LIMITS, 100);
    address = listeners.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Gives the owners of requests that come from now on another script. */
  void script(Consumer<ClientOwner> next) {
    script = next;
  }

  @Override
  public ClientListener open(ClientStream client, RequestHead head, Peer peer) {
    CheckedClient contract = new CheckedClient(client, head, System::nanoTime, seen::add);
    contracts.add(contract);
    ClientOwner owner = new ClientOwner(contract);
    script.accept(owner);
    owners.add(owner);
    return contract.around(owner);
  }

  @Override
  public void refuse(ClientStream client, Peer peer, int status, String why) {
    client.respond(OwnAnswer.empty(status), HeaderEdits.NONE);
  }

  RawClient client() {
    return RawClient.connect(address.getPort());
  }

  /** A client whose connection holds little that it has not taken. */
  RawClient smallClient() {
    return RawClient.connect(address.getPort(), 8 << 10);
  }

  /** The owner of the request with this number, from 0, once it came. */
  ClientOwner owner(int number) {
    Await.until("request " + number, SOON, () -> owners.size() > number);
    return owners.get(number);
  }

  int requests() {
    return owners.size();
  }

  /** Runs on the loop, and waits until it has. */
  void run(Runnable action) {
    try {
      loops.contexts().get(0).loop().submit(action).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Does this while the loop does nothing, then lets it go on. */
  void whileHeld(Runnable action) {
    AtomicBoolean held = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    loops
        .contexts()
        .get(0)
        .loop()
        .execute(() -> {
          held.set(true);
          while (!done.get()) {
            // Whatever waits, even Thread.onSpinWait, is told as a call that blocks a loop.
          }
        });
    Await.until("the loop is held", SOON, held::get);
    action.run();
    done.set(true);
  }

  /** Tells answers to close their connections. */
  void beginDrain() {
    listeners.drain(false);
  }

  /**
   * Refuses what is under way and what comes from now on.
   *
   * @return who is told so, and ends once the loop has done it
   */
  Thread refuse() {
    return tell(listeners::refuse);
  }

  /** Does something that waits for the loop, and goes on once that is told. */
  Thread tell(Runnable action) {
    Thread telling = new Thread(action, "telling");
    telling.start();
    Await.until("the loop is told", SOON, () -> telling.getState() != Thread.State.RUNNABLE);
    return telling;
  }

  /** How many requests a stop has cut. */
  int cutRequests() {
    return listeners.meters().cutRequests();
  }

  /** Tells answers to close their connections, and ends those that are unused. */
  void drain() {
    listeners.drain(true);
  }

  /** Cuts what is under way, and says how many requests that were. */
  int cut() {
    listeners.cut();
    return listeners.meters().cutRequests();
  }

  boolean saw(ClientCase wanted) {
    return seen.contains(wanted);
  }

  void awaitCase(ClientCase wanted) {
    Await.until(
        wanted + " in " + seen + owners.stream().map(ClientOwner::events).toList(),
        SOON,
        () -> seen.contains(wanted));
  }

  /** Ends all connections, and fails if a rule of the contract was broken. */
  @Override
  public void close() {
    listeners.unbindAll();
    listeners.cut();
    Await.until("no connection", SOON, () -> listeners.meters().connections() == 0);
    run(() -> {});
    for (CheckedClient contract : contracts) {
      assertEquals(
          null,
          contract.broken(),
          () -> owners.stream().map(ClientOwner::events).toList().toString());
    }
  }
}
