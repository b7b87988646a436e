package dev.banyan.server.e2e.backends;

import dev.banyan.server.e2e.backends.TwoSides.Side;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.RawOrigin;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Two sides under steady reads and writes, and what befalls one of them. */
final class SideInTrouble implements AutoCloseable {
  /** Of each kind; so many that not all are caught at an endpoint that hangs. */
  private static final int CLIENTS = 6;

  /** How many answers show that an endpoint is there. */
  private static final int SOME = 20;

  /** How many show that one that hangs is not asked. */
  private static final int WHILE_IT_HANGS = 200;

  private final Side side;
  private final TwoSides sides;
  private final SteadyLoad reads;
  private final SteadyLoad writes;

  SideInTrouble(Side side, Path folder) {
    this.side = side;
    this.sides = new TwoSides(folder);
    this.reads = SteadyLoad.start(sides::client, CLIENTS, "GET");
    this.writes = SteadyLoad.start(sides::client, CLIENTS, "POST");
    awaitEveryEndpoint();
  }

  /**
   * When an endpoint was in trouble.
   *
   * @param begunNanos before anything happened
   * @param doneNanos when it had happened
   * @param knownNanos when its checks had told the proxy
   */
  record Span(long begunNanos, long doneNanos, long knownNanos) {}

  /** An endpoint crashes, its port refuses, and it is started again. */
  Span crash() {
    RawOrigin victim = sides.origin(side.fixed());
    Span span =
        awaitKnown(() -> {
          victim.stopListening();
          victim.resetConnections();
        });
    awaitMoreBy(side.named(), SOME);
    victim.resumeListening();
    awaitEveryEndpoint();
    return span;
  }

  /**
   * An endpoint takes requests and does not answer, until it is well again.
   *
   * @param silence what it does meanwhile
   * @param end called when it is over
   */
  Span hang(Behavior silence, Runnable end) {
    RawOrigin victim = sides.origin(side.fixed());
    Span span = awaitKnown(() -> victim.behave(silence));
    awaitMoreBy(side.named(), WHILE_IT_HANGS);
    victim.behave(Farm.WELL);
    end.run();
    awaitEveryEndpoint();
    return span;
  }

  /** The name moves to another address, the old one is closed, and the name moves back. */
  void move() {
    moveTo(side.moved(), side.named());
    sides.origin(side.named()).resumeListening();
    moveTo(side.named(), side.moved());
    awaitEveryEndpoint();
  }

  private void moveTo(int target, int source) {
    sides.nameMeans(side, target);
    awaitMoreBy(target, SOME);
    RawOrigin old = sides.origin(source);
    Await.until("no old connection", Farm.SOON, () -> old.connectionsOpen() == 0);
    old.stopListening();
    awaitMoreBy(target, SOME);
  }

  private Span awaitKnown(Runnable trouble) {
    long begun = System.nanoTime();
    trouble.run();
    long done = System.nanoTime();
    Await.until("it is down", Farm.SOON, () -> !sides.fixedIsUp(side));
    return new Span(begun, done, System.nanoTime());
  }

  private void awaitEveryEndpoint() {
    for (Side each : Side.values()) {
      Await.until("it is up", Farm.SOON, () -> sides.fixedIsUp(each));
      awaitMoreBy(each.fixed(), SOME);
      awaitMoreBy(each.named(), SOME);
    }
  }

  private void awaitMoreBy(int origin, int count) {
    reads.awaitMoreBy(origin, count);
    writes.awaitMoreBy(origin, count);
  }

  /** Ends the load and returns what was lost and may not be. */
  List<Loss> lossesBut(Predicate<Loss> allowed) {
    reads.stop();
    writes.stop();
    return Stream.of(reads, writes)
        .flatMap(load -> load.losses().stream())
        .filter(loss -> !(loss.badGateway() && allowed.test(loss)))
        .toList();
  }

  /** The keys of writes that were done more than once, on whatever side. */
  List<String> writesDoneTwice() {
    return sides.executions().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("POST-") && entry.getValue() > 1)
        .map(Object::toString)
        .toList();
  }

  @Override
  public void close() {
    reads.close();
    writes.close();
    sides.close();
  }
}
