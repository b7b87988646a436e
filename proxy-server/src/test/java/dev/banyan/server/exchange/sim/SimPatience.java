package dev.banyan.server.exchange.sim;

/** Who keeps whom waiting while one request is sent, and for how long. */
final class SimPatience {
  static final long SECOND = 1_000_000_000L;
  private static final long LATE = 100_000_000L;

  private final Sim sim;
  private final SimStream stream;
  private final Outlet outlet;
  private boolean asked;
  private boolean continueSeen;
  private boolean held;
  private long heldNanos;
  private long takenSeen;
  private long sentNanos;
  private long emptyNanos;
  private long lookedNanos;
  private long lookedTaken;
  private long writtenNanos;
  private boolean written;

  SimPatience(Sim sim, SimStream stream, Outlet outlet) {
    this.sim = sim;
    this.stream = stream;
    this.outlet = outlet;
  }

  /** The head is being sent. */
  void sending(boolean expect) {
    asked = expect;
    sentNanos = sim.time.nanos();
    lookedNanos = sentNanos;
    emptyNanos = sentNanos;
  }

  /** Whether the backend is to say when it wants the body. */
  boolean asked() {
    return asked;
  }

  void interim(int status) {
    continueSeen |= status == 100;
    noteHeld();
  }

  /** Notes since when the backend has taken nothing of what is held for it. */
  void noteHeld() {
    boolean holds = outlet.pending() > 0;
    if (holds && (!held || outlet.taken() != takenSeen)) {
      heldNanos = sim.time.nanos();
    }
    held = holds;
    takenSeen = outlet.taken();
    emptyNanos = holds ? emptyNanos : sim.time.nanos();
  }

  /** The last byte of the request is taken. */
  void written() {
    written = true;
    writtenNanos = sim.time.nanos();
  }

  boolean isWritten() {
    return written;
  }

  /** Whether the request is written and no head came. */
  boolean waits() {
    return written && !stream.headArrived();
  }

  long waited() {
    return waits() ? sim.time.nanos() - writtenNanos : 0;
  }

  /** How long the backend alone has kept the exchange waiting for a head. */
  long blamed() {
    if (written) {
      return waited();
    }
    return held ? sim.time.nanos() - heldNanos : 0;
  }

  /** Whether the client waits for a 100. */
  private boolean awaitsContinue() {
    SimClient client = stream.visit.run.client;
    return asked && !continueSeen && !client.hasSentBody() && !client.wasToldToContinue();
  }

  /** Whether a client waits for a 100 that should come from us. */
  boolean mustAskClient() {
    return !stream.headArrived()
        && awaitsContinue()
        && outlet.pending() == 0
        && sim.time.nanos() - sentNanos >= SECOND;
  }

  /** Whether a client waits for a 100 that should have come from us. */
  boolean asksForTooLong() {
    long due = Math.max(sentNanos + SECOND - emptyNanos, 0) + emptyNanos;
    return mustAskClient() && sim.time.nanos() - due > sim.timeout(stream.visit.isNew) / 4 + 4;
  }

  /** Whether the client lets the backend wait for the rest of its request. */
  boolean clientLate() {
    return !written
        && outlet.pending() == 0
        && !awaitsContinue()
        && sim.time.nanos() - sentNanos >= LATE;
  }

  /** At each look at the clock: whether the client was waited for as long as a time-out, in all. */
  boolean clientWasSlow() {
    long now = sim.time.nanos();
    boolean moves = outlet.taken() != lookedTaken || outlet.pending() == 0;
    long waited = stream.visit.clientWaits(moves && !awaitsContinue() ? now - lookedNanos : 0);
    lookedNanos = now;
    lookedTaken = outlet.taken();
    return waited >= sim.timeout(stream.visit.isNew);
  }
}
