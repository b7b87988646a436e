package dev.banyan.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A steady open-loop load over keep-alive connections: each request is sent when it is due, whether
 * or not earlier ones were answered. What can't be sent in time because all connections are busy is
 * sent late, and its lateness is recorded. Nothing is ever retried.
 *
 * <p>The methods return changed copies. Immutable.
 */
public final class LoadClient {
  private final InetSocketAddress address;
  private String host = "localhost";
  private double rate = 100;
  private Duration duration = Duration.ofSeconds(10);
  private int connections = 256;
  private Duration timeout = Duration.ofSeconds(10);
  private Duration grace = Duration.ofSeconds(30);
  private long seed = 1;
  private LoadMix mix = LoadMix.of(new LoadMix.Weighted(1, LoadRequest.of("GET", "/")));

  private LoadClient(InetSocketAddress address) {
    this.address = address;
  }

  /** Returns a load of 100 GETs a second for 10 s to a loopback port. */
  public static LoadClient to(int port) {
    return to(new InetSocketAddress(RawOrigin.loopback(), port));
  }

  /** Returns a load of 100 GETs a second for 10 s to any address. */
  public static LoadClient to(InetSocketAddress address) {
    return new LoadClient(address);
  }

  /** Sets the {@code Host} field. */
  public LoadClient host(String name) {
    return with(copy -> copy.host = name);
  }

  /** Sets how many requests a second become due, at even distances. */
  public LoadClient rate(double requestsPerSecond) {
    if (!(requestsPerSecond > 0)) {
      throw new IllegalArgumentException("rate: " + requestsPerSecond + " (expected: above 0)");
    }
    return with(copy -> copy.rate = requestsPerSecond);
  }

  /** Sets for how long requests become due. */
  public LoadClient duration(Duration time) {
    return with(copy -> copy.duration = time);
  }

  /** Sets how many connections there may be; they are opened as needed. 256 unless set. */
  public LoadClient connections(int most) {
    return with(copy -> copy.connections = most);
  }

  /** Sets how long a request waits for the next byte of its answer. 10 s unless set. */
  public LoadClient timeout(Duration silence) {
    return with(copy -> copy.timeout = silence);
  }

  /** Sets how long after the last due request the load waits for answers. 30 s unless set. */
  public LoadClient grace(Duration time) {
    return with(copy -> copy.grace = time);
  }

  /** Sets the seed of the mix. */
  public LoadClient seed(long newSeed) {
    return with(copy -> copy.seed = newSeed);
  }

  /** Sets which requests are sent. */
  public LoadClient mix(LoadMix newMix) {
    return with(copy -> copy.mix = newMix);
  }

  /** Sends the load and returns one result for each request, in the order they were due. */
  public LoadReport run() {
    SplittableRandom random = new SplittableRandom(seed);
    String prefix = "load-" + seed + "-" + Long.toString(System.nanoTime(), 36) + "-";
    int count = (int) Math.round(rate * duration.toNanos() / 1e9);
    long start = System.nanoTime();
    LoadPool pool = new LoadPool(connections, start, () -> connection(start));
    for (int i = 0; i < count; i++) {
      long due = start + Math.round(i * 1e9 / rate);
      sleepUntil(due);
      pool.submit(new LoadJob(prefix + i, mix.next(i, random), due));
    }
    return new LoadReport(pool.finish(grace));
  }

  private LoadConnection connection(long start) {
    return new LoadConnection(address, host, timeout, start);
  }

  private static void sleepUntil(long dueNanos) {
    for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private LoadClient with(Consumer<LoadClient> change) {
    LoadClient copy = new LoadClient(address);
    copy.host = host;
    copy.rate = rate;
    copy.duration = duration;
    copy.connections = connections;
    copy.timeout = timeout;
    copy.grace = grace;
    copy.seed = seed;
    copy.mix = mix;
    change.accept(copy);
    return copy;
  }
}
