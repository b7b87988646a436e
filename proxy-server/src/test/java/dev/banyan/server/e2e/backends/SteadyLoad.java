package dev.banyan.server.e2e.backends;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Clients that ask one thing after the other until they are stopped, and count by whom they were
 * answered. Each keeps its connection.
 */
final class SteadyLoad implements AutoCloseable {
  private static final long PAUSE_NANOS = 2_000_000;

  private final Farm farm;
  private final String method;
  private final AtomicInteger keys = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final Map<String, AtomicInteger> by = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicIntegerArray each;
  private volatile boolean stopped;

  private SteadyLoad(Farm farm, int clients, String method) {
    this.farm = farm;
    this.each = new AtomicIntegerArray(clients);
    this.method = method;
  }

  /** Starts clients that send requests of this method. */
  static SteadyLoad start(Farm farm, int clients, String method) {
    SteadyLoad load = new SteadyLoad(farm, clients, method);
    for (int i = 0; i < clients; i++) {
      int number = i;
      Thread thread = new Thread(() -> load.run(number), "client " + i);
      load.threads.add(thread);
      thread.start();
    }
    return load;
  }

  private void run(int number) {
    try (RawClient client = farm.client()) {
      while (!stopped) {
        String who = ask(client);
        by.computeIfAbsent(who, any -> new AtomicInteger()).incrementAndGet();
        each.incrementAndGet(number);
        answers.incrementAndGet();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (RuntimeException e) {
      by.computeIfAbsent("client: " + e, any -> new AtomicInteger()).incrementAndGet();
    }
  }

  private String ask(RawClient client) {
    String key = "steady-" + keys.incrementAndGet();
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
    AtomicInteger count = by.get("origin " + origin);
    return count == null ? 0 : count.get();
  }

  /** Waits until this origin has answered so many more requests. */
  void awaitMoreBy(int origin, int count) {
    int wanted = by(origin) + count;
    Await.until("answers of origin " + origin, Farm.SOON, () -> by(origin) >= wanted);
  }

  /** Everything but answers of origins: what clients should not have seen. */
  List<String> losses() {
    return by.entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith("origin "))
        .map(Object::toString)
        .toList();
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
