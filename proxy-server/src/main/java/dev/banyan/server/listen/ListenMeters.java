package dev.banyan.server.listen;

import dev.banyan.core.http.HeadViolation;
import dev.banyan.core.resilience.BoundedCount;
import dev.banyan.server.transport.DirectMemory;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.LongAdder;

/** Counts client connections, and what is bounded of them all together. Shared-safe. */
public final class ListenMeters {
  /** The most clients that are told at one time that they are too many. */
  public static final int MOST_FAREWELLS = 64;

  private final BoundedCount connections = new BoundedCount();
  private final BoundedCount farewells = new BoundedCount();
  private final BoundedCount headBytes = new BoundedCount();
  private final AnswerMemory answers = new AnswerMemory(DirectMemory.maxBytes() / 8);
  private final long maxHeadBytes = leastMemory() / 8;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder cutRequests = new LongAdder();
  private final LongAdder[] violations = adders(HeadViolation.values().length);
  private final LongAdder[] hits = adders(ClientLimit.values().length);

  /** Unfinished heads are outside the heap, those of requests under way in it. */
  private static long leastMemory() {
    return Math.min(PlatformDependent.maxDirectMemory(), Runtime.getRuntime().maxMemory());
  }

  private static LongAdder[] adders(int count) {
    LongAdder[] adders = new LongAdder[count];
    for (int i = 0; i < count; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  /** Takes a place for a connection if the bound allows; the connection gives it back. */
  boolean tryOpen(int max) {
    if (!connections.tryTake(1, max)) {
      hit(ClientLimit.CONNECTIONS);
      return false;
    }
    accepted.increment();
    return true;
  }

  void closed() {
    connections.giveBack(1);
  }

  /** Takes a place for a client to be told that it is too many, if there is one. */
  boolean tryFarewell() {
    return farewells.tryTake(1, MOST_FAREWELLS);
  }

  void farewellEnded() {
    farewells.giveBack(1);
  }

  /** A stop has cut a request, or an answer that was being taken. */
  void cut() {
    cutRequests.increment();
  }

  /** How many requests a stop has cut so far. */
  public int cutRequests() {
    return cutRequests.intValue();
  }

  /** A part of what all unfinished and large heads may hold. */
  HeldHead newHead() {
    return new HeldHead(headBytes, maxHeadBytes);
  }

  @SuppressWarnings("EnumOrdinal")
  void refused(HeadViolation violation) {
    violations[violation.ordinal()].increment();
    ClientLimit limit = ClientLimit.of(violation);
    if (limit != null) {
      hit(limit);
    }
  }

  /** A client came up against a bound. */
  @SuppressWarnings("EnumOrdinal")
  void hit(ClientLimit limit) {
    hits[limit.ordinal()].increment();
  }

  /** The connections that are open. */
  public int connections() {
    return (int) connections.taken();
  }

  /** The connections that were accepted since the start. */
  public long accepted() {
    return accepted.sum();
  }

  /** The clients that are just told that they are too many. */
  public int farewells() {
    return (int) farewells.taken();
  }

  /** The bytes that unfinished and large heads hold. */
  public long headBytes() {
    return headBytes.taken();
  }

  /** The most bytes that they may hold. */
  public long maxHeadBytes() {
    return maxHeadBytes;
  }

  /** What all answers may hold that were not taken yet. */
  AnswerMemory answers() {
    return answers;
  }

  /** The bytes that are held for clients until they take more of their answers. */
  public long answerBytes() {
    return answers.held();
  }

  /** The most bytes that may be held for them. */
  public long maxAnswerBytes() {
    return answers.max();
  }

  /** How often clients came up against a bound. */
  @SuppressWarnings("EnumOrdinal")
  public long hits(ClientLimit limit) {
    return hits[limit.ordinal()].sum();
  }

  /** The requests that were refused for {@code violation}. */
  @SuppressWarnings("EnumOrdinal")
  public long refusedFor(HeadViolation violation) {
    return violations[violation.ordinal()].sum();
  }
}
