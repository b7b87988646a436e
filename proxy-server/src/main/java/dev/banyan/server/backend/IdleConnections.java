package dev.banyan.server.backend;

import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Timers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backend's unused connections on one event loop, over all its endpoints; each is closed when it
 * was unused for too long. Confined to the loop, but for {@link #count()}.
 */
final class IdleConnections {
  private final Timers timers;
  private final Alarm alarm;

  /** The endpoints with unused connections. */
  private final List<EndpointPool> stocked = new ArrayList<>();

  private long timeoutNanos;
  private long ringsAtNanos;
  private boolean rings;
  private int size;
  private volatile int count;

  IdleConnections(Timers timers, long timeoutNanos) {
    this.timers = timers;
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
      if (newest.open() && newest.entry().expiryNanos(timeoutNanos) - now > 0) {
        return newest;
      }
      newest.close();
    }
    return null;
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
    if (!pool.hasIdle()) {
      stocked.add(pool);
    }
    pool.addIdle(connection);
    count = ++size;
    ringAt(expiry);
    return true;
  }

  /** Takes out the connection that is unused longest, to close it; null if there is none. */
  @Nullable BackendConnection takeOldest() {
    BackendConnection oldest = null;
    EndpointPool from = null;
    for (EndpointPool pool : stocked) {
      BackendConnection candidate = pool.oldestIdle();
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
    if (!pool.hasIdle()) {
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
      for (Iterator<BackendConnection> all = pool.idle(); all.hasNext(); ) {
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
    for (Iterator<BackendConnection> all = pool.idle(); all.hasNext(); ) {
      BackendConnection connection = all.next();
      if (connection.gone()) {
        all.remove();
        taken(pool);
        connection.close();
      }
    }
  }

  /** Closes all to an endpoint. */
  void closeAll(EndpointPool pool) {
    for (BackendConnection oldest = pool.oldestIdle(); oldest != null; oldest = pool.oldestIdle()) {
      drop(pool, oldest);
      oldest.close();
    }
  }
}
