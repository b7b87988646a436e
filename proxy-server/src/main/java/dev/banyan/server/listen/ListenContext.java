package dev.banyan.server.listen;

import dev.banyan.server.exchange.ExchangePort;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.wire.DateLine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the client connections of one event loop share. Confined to the loop. */
final class ListenContext {
  /** Long enough for the loop to read what has come, and for what is on its way nearby. */
  private static final long CROSSING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final LoopContext loop;
  private final ExchangePort exchanges;
  private final ListenMeters meters;
  private final DateLine date = new DateLine(System::currentTimeMillis);
  private final Set<ClientEnding> open = new LinkedHashSet<>();
  private final SlowClients slow;
  private final Turns turns;
  private final Alarm lastHeads;
  private boolean draining;
  private boolean endsUnused;
  private boolean refusing;

  ListenContext(LoopContext loop, ExchangePort exchanges, ListenMeters meters) {
    this.loop = loop;
    this.exchanges = exchanges;
    this.meters = meters;
    this.turns = new Turns(loop.timers());
    this.slow = meters.answers().newLoop(loop.loop());
    this.lastHeads = loop.timers().alarm(this::endUnused);
  }

  LoopContext loop() {
    return loop;
  }

  ExchangePort exchanges() {
    return exchanges;
  }

  ListenMeters meters() {
    return meters;
  }

  /** The clients that have not taken all of their answers. */
  SlowClients slow() {
    return slow;
  }

  /** Lets connections go on once others had their turn. */
  Turns turns() {
    return turns;
  }

  DateLine date() {
    return date;
  }

  /** Whether answers tell their connections to close. */
  boolean draining() {
    return draining;
  }

  /** Whether connections without a request end soon. */
  boolean endsUnused() {
    return endsUnused;
  }

  /** Whether each request that comes now is refused, for Banyan has to stop. */
  boolean refusing() {
    return refusing;
  }

  void opened(ClientEnding connection) {
    open.add(connection);
  }

  void closed(ClientEnding connection) {
    open.remove(connection);
  }

  /**
   * From now on answers close their connections.
   *
   * @param endUnused whether connections that bring no request soon end, too
   */
  void drain(boolean endUnused) {
    draining = true;
    endsUnused |= endUnused;
    snapshot().forEach(connection -> connection.drain(endUnused));
  }

  /**
   * Refuses the requests that are under way, and from now on each that comes. A moment later
   * connections without one end: not at once, for a request that has come and is not read yet would
   * be lost to a RST.
   */
  void refuse() {
    drain(true);
    refusing = true;
    lastHeads.at(loop.timers().nanos() + CROSSING_NANOS);
    snapshot().forEach(connection -> count(connection.refuse()));
  }

  private void endUnused() {
    snapshot().forEach(ClientEnding::endIfUnused);
  }

  /** Cuts what is still open. */
  void cut() {
    snapshot().forEach(connection -> count(connection.cut()));
  }

  private void count(boolean cut) {
    if (cut) {
      meters.cut();
    }
  }

  private List<ClientEnding> snapshot() {
    return new ArrayList<>(open);
  }
}
