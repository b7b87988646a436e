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
  /** Long enough for the loop to read what had come, and for what was on its way nearby. */
  private static final long CROSSING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final LoopContext loop;
  private final ExchangePort exchanges;
  private final ListenMeters meters;
  private final DateLine date = new DateLine(System::currentTimeMillis);
  private final Set<ClientEnding> open = new LinkedHashSet<>();
  private final Alarm idleEnd;
  private boolean draining;

  ListenContext(LoopContext loop, ExchangePort exchanges, ListenMeters meters) {
    this.loop = loop;
    this.exchanges = exchanges;
    this.meters = meters;
    this.idleEnd = loop.timers().alarm(this::closeIdle);
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

  DateLine date() {
    return date;
  }

  /** Whether answers tell their connections to close. */
  boolean draining() {
    return draining;
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
   * @param closeIdle whether unused connections go, too: a moment later, for a request that has
   *     come and is not read yet would be lost to a RST
   */
  void drain(boolean closeIdle) {
    draining = true;
    snapshot().forEach(ClientEnding::drain);
    if (closeIdle) {
      idleEnd.at(loop.timers().nanos() + CROSSING_NANOS);
    }
  }

  private void closeIdle() {
    snapshot().forEach(ClientEnding::closeIfIdle);
  }

  /**
   * Cuts what is still open.
   *
   * @return the number of requests that were cut
   */
  int cut() {
    int cut = 0;
    for (ClientEnding connection : snapshot()) {
      cut += connection.cut() ? 1 : 0;
    }
    return cut;
  }

  private List<ClientEnding> snapshot() {
    return new ArrayList<>(open);
  }
}
