package dev.banyan.server.cli;

import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What stands before several proxies: it asks each whether it is ready, ten times a second, and
 * sends steady requests, reads and writes, only to those that said so. Connections are kept as long
 * as the answers allow. Shared-safe.
 */
final class BalancedClients implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 100_000_000;
  private static final long PAUSE_NANOS = 3_000_000;
  private static final int CLIENTS = 4;

  private final List<Member> members;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final Queue<String> writes = new ConcurrentLinkedQueue<>();
  private final Queue<String> losses = new ConcurrentLinkedQueue<>();
  private final AtomicInteger keys = new AtomicInteger();
  private volatile List<Member> ready = List.of();
  private volatile boolean stopped;

  /** The ports of one proxy. */
  record Member(int port, int admin) {}

  private BalancedClients(List<Member> members) {
    this.members = members;
  }

  /** Starts to ask and to send; all members are ready. */
  static BalancedClients start(Member... members) {
    BalancedClients clients = new BalancedClients(List.of(members));
    clients.ready = clients.members;
    clients.begin("balancer", clients::poll);
    for (int i = 0; i < CLIENTS; i++) {
      int first = i;
      clients.begin("client " + i, () -> clients.send(first));
    }
    return clients;
  }

  private void begin(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    threads.add(thread);
    thread.start();
  }

  private void poll() {
    while (!stopped) {
      ready = members.stream().filter(BalancedClients::saysReady).toList();
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static boolean saysReady(Member member) {
    try (RawClient client = RawClient.connect(member.admin()).timeout(SOON)) {
      client.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return client.readResponse().status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private void send(int first) {
    Map<Member, RawClient> open = new HashMap<>();
    try {
      for (int i = first; !stopped; i++) {
        List<Member> now = ready;
        Member member = now.get(i % now.size());
        RawClient client =
            open.computeIfAbsent(member, to -> RawClient.connect(to.port()).timeout(SOON));
        if (ask(client, i % 3 == 0, member)) {
          open.remove(member).close();
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (RuntimeException e) {
      losses.add(e.toString());
    } finally {
      open.values().forEach(RawClient::close);
    }
  }

  /** Returns whether the connection ends with the answer. */
  private boolean ask(RawClient client, boolean write, Member member) {
    String key = "balanced-" + keys.incrementAndGet();
    String length = write ? "Content-Length: 4\r\n" : "";
    String head = (write ? "POST" : "GET") + " / HTTP/1.1\r\nHost: a\r\nX-Request-Key: " + key;
    client.send(head + "\r\n" + length + "\r\n" + (write ? "body" : ""));
    RawResponse answer = client.readResponse();
    if (answer.status() != 200 || !answer.complete()) {
      losses.add(key + ": " + answer.status() + " " + answer.detail());
    }
    if (write) {
      writes.add(key);
    }
    answers.computeIfAbsent(member.port(), any -> new AtomicInteger()).incrementAndGet();
    return answer.header("Connection").equals("close");
  }

  /** How many requests a member has answered so far. */
  int answersOf(Member member) {
    AtomicInteger count = answers.get(member.port());
    return count == null ? 0 : count.get();
  }

  /** The keys of all writes that were answered. */
  List<String> writes() {
    return List.copyOf(writes);
  }

  /** What clients should not have seen. */
  List<String> losses() {
    return List.copyOf(losses);
  }

  /** Stops once the last requests are answered. */
  void stop() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(SOON.toMillis());
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
