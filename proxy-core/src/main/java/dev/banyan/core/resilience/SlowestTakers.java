package dev.banyan.core.resilience;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/**
 * Finds who of all that take slowly what is theirs has to go, so that a shared memory has room
 * again: those that took least for longest, and no more of them than it needs. Confined to one
 * thread at a time.
 *
 * @param <T> who takes
 */
public final class SlowestTakers<T> {
  /**
   * What each is taken to have taken at its start, so that one which has just begun is no slower
   * than one that takes little for long.
   */
  private static final double HEAD_START_BYTES = 4 << 10;

  private final long neededBytes;
  private final PriorityQueue<Taker<T>> found =
      new PriorityQueue<>(Comparator.<Taker<T>>comparingDouble(Taker::rate).reversed());
  private long foundBytes;

  private record Taker<T>(T who, long heldBytes, double rate) {}

  /**
   * Nobody is found yet.
   *
   * @param neededBytes how much is to be freed
   */
  public SlowestTakers(long neededBytes) {
    this.neededBytes = neededBytes;
  }

  /**
   * Looks at one that takes.
   *
   * @param heldBytes what is held for it, and freed with it
   * @param takenBytes what it took
   * @param nanos in which time
   */
  public void look(T who, long heldBytes, long takenBytes, long nanos) {
    double rate = (takenBytes + HEAD_START_BYTES) / Math.max(1, nanos);
    add(new Taker<>(who, heldBytes, rate));
  }

  /** Looks at all that another has found, who needed as much. */
  public void lookAt(SlowestTakers<T> other) {
    other.found.forEach(this::add);
  }

  private void add(Taker<T> taker) {
    found.add(taker);
    foundBytes += taker.heldBytes;
    for (Taker<T> fastest = found.peek();
        fastest != null && foundBytes - fastest.heldBytes >= neededBytes;
        fastest = found.peek()) {
      found.remove();
      foundBytes -= fastest.heldBytes;
    }
  }

  /** What is freed with those that were found: less than is needed only where they are all. */
  public long foundBytes() {
    return foundBytes;
  }

  /** Those that have to go, the slowest first. */
  public Iterable<T> slowestFirst() {
    Deque<T> order = new ArrayDeque<>();
    PriorityQueue<Taker<T>> rest = new PriorityQueue<>(found);
    for (Taker<T> next = rest.poll(); next != null; next = rest.poll()) {
      order.addFirst(next.who);
    }
    return order;
  }
}
