package dev.banyan.core.backend;

import dev.banyan.core.http.Leniency;
import dev.banyan.core.http.Scheme;
import java.time.Duration;
import java.util.List;

/**
 * A backend as the route table names it. Immutable.
 *
 * @param name its name in the table
 * @param endpoints where it listens, in the order of the table, at least one
 * @param connectTimeout longest wait for a connection to open
 * @param pendingTimeout longest wait for a place in the pool
 * @param timeout longest wait for a response head, unless the route says otherwise
 * @param idleTimeout how long an unused connection is kept
 * @param streamIdle longest pause between two bytes of an answer's body
 * @param maxConnections most connections over all event loops, 1 or more
 * @param maxPending most requests that wait for a connection on one event loop, 0 or more
 * @param rewriteHost whether the Host field names the endpoint instead of what the client asked for
 * @param http how HTTP/1.1 is spoken with it
 * @param link how its endpoints are found and spoken to
 * @param health how it is found out which endpoints are well
 * @param lenient what may be odd about its answers
 */
public record BackendSpec(
    String name,
    List<EndpointSpec> endpoints,
    Duration connectTimeout,
    Duration pendingTimeout,
    Duration timeout,
    Duration idleTimeout,
    Duration streamIdle,
    int maxConnections,
    int maxPending,
    boolean rewriteHost,
    HttpSpec http,
    LinkSpec link,
    HealthSpec health,
    Leniency lenient) {

  /** The longest wait for a connection to open, unless the table says otherwise. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /** The longest wait for a place in the pool, unless the table says otherwise. */
  public static final Duration DEFAULT_PENDING_TIMEOUT = Duration.ofSeconds(1);

  /** The longest wait for a response head, unless the table says otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /** How long an unused connection is kept, unless the table says otherwise. */
  public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(4);

  /** The longest pause within an answer's body, unless the table says otherwise. */
  public static final Duration DEFAULT_STREAM_IDLE = Duration.ofMinutes(5);

  /** Most connections of a backend, unless the table says otherwise. */
  public static final int DEFAULT_MAX_CONNECTIONS = 1024;

  /** Most requests that wait on one event loop, unless the table says otherwise. */
  public static final int DEFAULT_MAX_PENDING = 1024;

  /** Copies the list. All endpoints have one scheme, and TLS is settled if it is https. */
  public BackendSpec {
    endpoints = List.copyOf(endpoints);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("endpoints: none (expected: one or more)");
    }
    Scheme scheme = endpoints.get(0).scheme();
    if (endpoints.stream().anyMatch(endpoint -> endpoint.scheme() != scheme)) {
      throw new IllegalArgumentException("endpoints: http and https (expected: one of them)");
    }
    if (scheme.secure() != (link.tls() != null)) {
      throw new IllegalArgumentException("tls: " + link.tls() + " (expected: for https only)");
    }
  }

  /** A backend whose answers are read strictly. */
  public BackendSpec(
      String name,
      List<EndpointSpec> endpoints,
      Duration connectTimeout,
      Duration pendingTimeout,
      Duration timeout,
      Duration idleTimeout,
      Duration streamIdle,
      int maxConnections,
      int maxPending,
      boolean rewriteHost,
      HttpSpec http,
      LinkSpec link,
      HealthSpec health) {
    this(
        name,
        endpoints,
        connectTimeout,
        pendingTimeout,
        timeout,
        idleTimeout,
        streamIdle,
        maxConnections,
        maxPending,
        rewriteHost,
        http,
        link,
        health,
        Leniency.NONE);
  }

  /** How all of its endpoints are spoken to. */
  public Scheme scheme() {
    return endpoints.get(0).scheme();
  }
}
