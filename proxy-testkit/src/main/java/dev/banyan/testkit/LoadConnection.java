package dev.banyan.testkit;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One keep-alive connection of a load, opened when needed. Confined to its thread, except that any
 * thread may abort it.
 */
final class LoadConnection {
  private final InetSocketAddress address;
  private final String host;
  private final Duration timeout;
  private final long startNanos;
  private volatile Optional<RawClient> client = Optional.empty();
  private volatile boolean aborted;

  LoadConnection(InetSocketAddress address, String host, Duration timeout, long startNanos) {
    this.address = address;
    this.host = host;
    this.timeout = timeout;
    this.startNanos = startNanos;
  }

  /** Sends one request and waits for its answer. */
  LoadResult send(LoadJob job) {
    if (client.map(RawClient::closed).orElse(false)) {
      drop();
    }
    boolean reused = client.isPresent();
    long sent = System.nanoTime();
    Received received = exchange(job);
    long latency = System.nanoTime() - sent;
    RawResponse response = received.response;
    if (received.outcome != LoadOutcome.ANSWERED || response.header("Connection").equals("close")) {
      drop();
    }
    LoadOutcome outcome = aborted ? LoadOutcome.TIMED_OUT : received.outcome;
    return job.result(outcome, response, reused, startNanos, sent - job.dueNanos(), latency);
  }

  /** Ends the request in flight and all later ones as timed out. */
  void abort() {
    aborted = true;
    drop();
  }

  /** Closes the connection if there is one. */
  void drop() {
    client.ifPresent(RawClient::close);
    client = Optional.empty();
  }

  private Received exchange(LoadJob job) {
    RawClient connected;
    try {
      connected = client.orElseGet(() -> RawClient.connectTo(address).timeout(timeout));
      client = Optional.of(connected);
      if (aborted) {
        drop();
      }
    } catch (UncheckedIOException e) {
      return new Received(LoadOutcome.CONNECT_FAILED, RawResponse.NONE.saying(e.getMessage()));
    }
    // Where the peer is gone already, reading tells how.
    connected.trySend(job.request().wireText(host, job.key()));
    RawResponse head = RawResponse.NONE;
    try {
      head = finalHead(connected);
      boolean bodiless = job.request().method().equals("HEAD");
      RawResponse whole = bodiless ? head : connected.readBody(head);
      return new Received(LoadOutcome.of(whole, job.key()), whole);
    } catch (ReadTimeoutException e) {
      return new Received(LoadOutcome.TIMED_OUT, head.saying(e.getMessage()));
    }
  }

  private static RawResponse finalHead(RawClient client) {
    RawResponse head = client.readHead();
    while (head.complete() && head.status() < 200) {
      head = client.readHead();
    }
    return head;
  }

  private record Received(LoadOutcome outcome, RawResponse response) {}
}
