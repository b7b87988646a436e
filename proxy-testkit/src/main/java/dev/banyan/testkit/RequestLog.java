package dev.banyan.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an origin received: the newest requests whole, and counts of all. A request counts as
 * executed once its head is whole, and its body where the behaviour reads it, even when the answer
 * is then cut. Safe to share.
 */
public final class RequestLog {
  /** How many requests are kept whole; the counts go on beyond. */
  public static final int KEPT_REQUESTS = 10_000;

  private static final int KEPT_ERRORS = 100;
  private static final long KEPT_BODY_BYTES = 32 * 1024 * 1024;

  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private final Map<String, Integer> byMethod = new HashMap<>();
  private final Map<String, Integer> byKey = new HashMap<>();
  private final List<String> malformed = new ArrayList<>();
  private long keptBodyBytes;
  private int executions;
  private int truncated;

  RequestLog() {}

  synchronized void executed(RecordedRequest request) {
    requests.addLast(request);
    keptBodyBytes += request.body().keptBytes();
    while (requests.size() > KEPT_REQUESTS || keptBodyBytes > KEPT_BODY_BYTES) {
      keptBodyBytes -= requests.removeFirst().body().keptBytes();
    }
    executions++;
    byMethod.merge(request.method(), 1, Integer::sum);
    request.headers().first(RecordedRequest.KEY_FIELD).ifPresent(this::countKey);
    notifyAll();
  }

  private void countKey(String key) {
    byKey.merge(key, 1, Integer::sum);
  }

  synchronized void truncated() {
    truncated++;
  }

  synchronized void malformed(String why) {
    if (malformed.size() < KEPT_ERRORS) {
      malformed.add(why);
    }
  }

  /**
   * Returns the newest requests executed, oldest first: {@value #KEPT_REQUESTS} at most, fewer
   * where their bodies are big.
   */
  public synchronized List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns how many requests were executed. */
  public synchronized int executions() {
    return executions;
  }

  /** Returns how many requests with this method were executed. */
  public synchronized int executions(String method) {
    return byMethod.getOrDefault(method, 0);
  }

  /** Returns how often the request with this {@code X-Request-Key} was executed. */
  public synchronized int executionsOf(String key) {
    return byKey.getOrDefault(key, 0);
  }

  /** Returns how often each {@code X-Request-Key} was executed. */
  public synchronized Map<String, Integer> executionsByKey() {
    return new TreeMap<>(byKey);
  }

  /** Returns how many requests ended before they were whole. */
  public synchronized int truncatedRequests() {
    return truncated;
  }

  /** Returns why requests were no valid HTTP/1.1, the first {@value #KEPT_ERRORS} of them. */
  public synchronized List<String> malformedRequests() {
    return List.copyOf(malformed);
  }

  /**
   * Waits until at least this many requests were executed.
   *
   * @throws AssertionError if the time passes first
   */
  public synchronized void awaitRequests(int count, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (executions < count) {
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        throw new AssertionError(
            "requests: " + executions + " (expected: " + count + " within " + timeout + ")");
      }
      try {
        wait(leftMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for requests", e);
      }
    }
  }

  /** Forgets all requests and counts. */
  public synchronized void clear() {
    requests.clear();
    keptBodyBytes = 0;
    byMethod.clear();
    byKey.clear();
    malformed.clear();
    executions = 0;
    truncated = 0;
  }
}
