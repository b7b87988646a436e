package dev.banyan.server.e2e.backends;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Clients that ask one thing after the other until they are stopped, and count by whom they were
 * answered. Each keeps its connection.
 */
final class SteadyLoad implements AutoCloseable {
  private static final long PAUSE_NANOS = 2_000_000;

  private static final String ORIGIN = "origin ";

  private final Supplier<RawClient> connect;
  private final String method;
  private final AtomicInteger keys = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final Map<String, AtomicInteger> by = new ConcurrentHashMap<>();
  private final Queue<Loss> losses = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicIntegerArray each;
  private volatile boolean stopped;

  private SteadyLoad(Supplier<RawClient> connect, int clients, String method) {
    this.connect = connect;
    this.each = new AtomicIntegerArray(clients);
    this.method = method;
  }

  /** Starts clients that send requests of this method. */
  static SteadyLoad start(Farm farm, int clients, String method) {
    return start(farm::client, clients, method);
  }

  /** Starts clients that send requests of this method, each on the connection that it gets here. */
  static SteadyLoad start(Supplier<RawClient> connect, int clients, String method) {
    SteadyLoad load = new SteadyLoad(connect, clients, method);
    for (int i = 0; i < clients; i++) {
      int number = i;
      Thread thread = new Thread(() -> load.run(number), "client " + i);
      load.threads.add(thread);
      thread.start();
    }
    return load;
  }

  private void run(int number) {
    long begun = System.nanoTime();
    try (RawClient client = connect.get()) {
      while (!stopped) {
        begun = System.nanoTime();
        count(ask(client), begun);
        each.incrementAndGet(number);
        answers.incrementAndGet();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (RuntimeException e) {
      count("client: " + e, begun);
    }
  }

  private void count(String who, long begun) {
    if (who.startsWith(ORIGIN)) {
      by.computeIfAbsent(who, any -> new AtomicInteger()).incrementAndGet();
    } else {
      losses.add(new Loss(method, who, begun, System.nanoTime()));
    }
  }

  private String ask(RawClient client) {
    String key = method + "-" + keys.incrementAndGet();
    String length = method.equals("POST") ? "Content-Length: 0\r\n" : "";
    String head = method + " /steady HTTP/1.1\r\nHost: a\r\nX-Request-Key: " + key + "\r\n";
    RawResponse answer = client.send(head + length + "\r\n").readResponse();
    if (answer.status() != 200) {
      return answer.status() + " " + answer.detail();
    }
    return answer.header("X-Request-Key").equals(key) ? answer.header("X-Served-By") : "mixed up";
  }

  /** Waits until this many more requests were answered. */
  void awaitMore(int count) {
    int wanted = answers.get() + count;
    Await.until(count + " more answers", Farm.SOON, () -> answers.get() >= wanted);
  }

  /** How many requests were answered so far. */
  int answers() {
    return answers.get();
  }

  /** How many requests of each client were answered so far. */
  int[] each() {
    return IntStream.range(0, each.length()).map(each::get).toArray();
  }

  /** How many requests this origin has answered so far. */
  int by(int origin) {
    AtomicInteger count = by.get(ORIGIN + origin);
    return count == null ? 0 : count.get();
  }

  /** Waits until this origin has answered so many more requests. */
  void awaitMoreBy(int origin, int count) {
    int wanted = by(origin) + count;
    Await.until("answers of origin " + origin, Farm.SOON, () -> by(origin) >= wanted);
  }

  /** Everything but answers of origins: what clients should not have seen. */
  List<Loss> losses() {
    return List.copyOf(losses);
  }

  /** Stops the clients once their last request is answered. */
  void stop() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(Farm.SOON.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stop();
  }
}
