package dev.banyan.server.backend;

import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.SocketLook;
import dev.banyan.server.transport.Timers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A backend's unused connections on one event loop, over all its endpoints; each is closed when it
 * was unused for too long. Confined to the loop, but for {@link #count()}.
 */
final class IdleConnections {
  private final Timers timers;
  private final SocketLook look;
  private final Alarm alarm;

  /** The endpoints with unused connections. */
  private final List<EndpointPool> stocked = new ArrayList<>();

  private long timeoutNanos;
  private long ringsAtNanos;
  private boolean rings;
  private int size;
  private volatile int count;

  IdleConnections(Timers timers, SocketLook look, long timeoutNanos) {
    this.timers = timers;
    this.look = look;
    this.alarm = timers.alarm(this::alarmRang);
    this.timeoutNanos = timeoutNanos;
  }

  /** How many there are; readable from any thread. */
  int count() {
    return count;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Keeps connections for {@code nanos} at most from now on. */
  void keepFor(long nanos) {
    timeoutNanos = nanos;
    closeExpired();
  }

  /**
   * Takes the connection to an endpoint that was used last and may serve a request still; null if
   * there is none.
   *
   * @param maxIdleNanos how long it may have been unused
   */
  @Nullable BackendConnection take(EndpointPool pool, long maxIdleNanos) {
    long now = timers.nanos();
    for (BackendConnection newest = pool.takeIdle(now, maxIdleNanos);
        newest != null;
        newest = pool.takeIdle(now, maxIdleNanos)) {
      taken(pool);
      boolean expired = newest.entry().expiryNanos(timeoutNanos) - now <= 0;
      if (!expired && newest.silent(look)) {
        newest.entry().usedSince(now);
        return newest;
      }
      newest.close();
    }
    return null;
  }

  /**
   * Takes a connection that belongs to one client and carries no request, for that client's next.
   *
   * @return whether it may serve one; else it is closed
   */
  boolean takeOwn(EndpointPool pool, BackendConnection connection) {
    drop(pool, connection);
    if (connection.silent(look)
        && connection.entry().expiryNanos(timeoutNanos) - timers.nanos() > 0) {
      return true;
    }
    connection.close();
    return false;
  }

  /**
   * Keeps a connection for the next request; closes it if it can't be kept.
   *
   * @return whether it is kept
   */
  boolean keep(EndpointPool pool, BackendConnection connection) {
    long now = timers.nanos();
    connection.entry().idleSince(now);
    long expiry = connection.entry().expiryNanos(timeoutNanos);
    if (expiry - now <= 0) {
      connection.close();
      return false;
    }
    if (!pool.isStocked()) {
      stocked.add(pool);
    }
    pool.addIdle(connection);
    count = ++size;
    ringAt(expiry);
    return true;
  }

  /**
   * Takes out the connection that is unused longest, to close it; null if there is none. One that
   * belongs to a client, who would have to log in anew, is taken where no other is left.
   */
  @Nullable BackendConnection takeOldest() {
    BackendConnection oldest = takeOldest(EndpointPool::oldestIdle);
    return oldest == null ? takeOldest(EndpointPool::oldestOwn) : oldest;
  }

  private @Nullable BackendConnection takeOldest(
      Function<EndpointPool, @Nullable BackendConnection> first) {
    BackendConnection oldest = null;
    EndpointPool from = null;
    for (EndpointPool pool : stocked) {
      BackendConnection candidate = first.apply(pool);
      if (candidate != null
          && (oldest == null
              || candidate.entry().idleSinceNanos() - oldest.entry().idleSinceNanos() < 0)) {
        oldest = candidate;
        from = pool;
      }
    }
    if (oldest != null && from != null) {
      drop(from, oldest);
    }
    return oldest;
  }

  /** Takes out a connection that was closed or is about to be, if it is one of these. */
  void drop(EndpointPool pool, BackendConnection connection) {
    if (pool.removeIdle(connection)) {
      taken(pool);
    }
  }

  private void taken(EndpointPool pool) {
    count = --size;
    if (!pool.isStocked()) {
      stocked.remove(pool);
    }
  }

  private void ringAt(long expiry) {
    if (!rings || expiry - ringsAtNanos < 0) {
      rings = true;
      ringsAtNanos = expiry;
      alarm.at(expiry);
    }
  }

  private void alarmRang() {
    rings = false;
    closeExpired();
  }

  /** Closes what was unused for too long, and sets the alarm for what will be. */
  private void closeExpired() {
    long now = timers.nanos();
    for (EndpointPool pool : List.copyOf(stocked)) {
      closeExpired(pool, pool.idle(), now);
      closeExpired(pool, pool.idleOwn(), now);
    }
  }

  private void closeExpired(EndpointPool pool, Iterator<BackendConnection> all, long now) {
    while (all.hasNext()) {
      BackendConnection connection = all.next();
      long expiry = connection.entry().expiryNanos(timeoutNanos);
      if (expiry - now > 0) {
        ringAt(expiry);
      } else {
        all.remove();
        taken(pool);
        connection.close();
      }
    }
  }

  /** Closes the connection that is unused longest, if there is one. */
  void closeOldest() {
    BackendConnection oldest = takeOldest();
    if (oldest != null) {
      oldest.close();
    }
  }

  /** Closes those to addresses that the endpoint's name stands for no longer. */
  void closeGone(EndpointPool pool) {
    closeGone(pool, pool.idle());
    closeGone(pool, pool.idleOwn());
  }

  private void closeGone(EndpointPool pool, Iterator<BackendConnection> all) {
    while (all.hasNext()) {
      BackendConnection connection = all.next();
      if (connection.entry().gone()) {
        all.remove();
        taken(pool);
        connection.close();
      }
    }
  }

  /** Closes all to an endpoint. */
  void closeAll(EndpointPool pool) {
    close(pool, EndpointPool::oldestIdle);
    close(pool, EndpointPool::oldestOwn);
  }

  private void close(EndpointPool pool, Function<EndpointPool, @Nullable BackendConnection> first) {
    for (BackendConnection oldest = first.apply(pool); oldest != null; oldest = first.apply(pool)) {
      drop(pool, oldest);
      oldest.close();
    }
  }
}
