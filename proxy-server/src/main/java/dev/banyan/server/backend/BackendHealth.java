package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EjectionSpec;
import dev.banyan.core.backend.HealthCheckSpec;
import dev.banyan.core.backend.HealthSpec;
import dev.banyan.core.backend.Standing;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.LoopContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches the endpoints of a backend: has them checked, and leaves those alone for a time that fail
 * requests. It belongs to the backend's name and outlives the tables that have it. Confined to one
 * event loop, but for the methods that say otherwise.
 */
final class BackendHealth {
  /** The longest wait for the first check of an endpoint, so that not all come at once. */
  private static final long FIRST_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final LoopContext home;
  private final HealthListener listener;
  private final HealthCounts counts = new HealthCounts();
  private final Alarm returns;
  private volatile List<LiveEndpoint> endpoints = List.of();
  private volatile HealthSpec spec;
  private volatile boolean allDown;

  BackendHealth(BackendSpec backend, LoopContext home, HealthListener listener) {
    this.name = backend.name();
    this.spec = backend.health();
    this.home = home;
    this.listener = listener;
    this.returns = home.timers().alarm(this::returnEjected);
  }

  /** What was counted. */
  HealthCounts counts() {
    return counts;
  }

  /** Whether no endpoint passes its checks; readable from any thread. */
  boolean allDown() {
    return allDown;
  }

  /** Watches as another table says from now on; may be called from any thread. */
  void adopt(HealthSpec next, List<LiveEndpoint> nextEndpoints, Connector connector) {
    spec = next;
    home.loop()
        .execute(() -> {
          for (LiveEndpoint endpoint : endpoints) {
            if (!nextEndpoints.contains(endpoint)) {
              endpoint.watch().stop();
            }
          }
          endpoints = nextEndpoints;
          for (LiveEndpoint endpoint : endpoints) {
            EndpointWatch watch = endpoint.watch();
            change(watch, null, null, () -> watch.health().follow(next, now()));
            check(watch, next.check(), connector);
          }
          judgeAll();
          returnEjected();
        });
  }

  private void check(EndpointWatch watch, @Nullable HealthCheckSpec check, Connector connector) {
    if (watch.checkedBy(check, connector)) {
      return;
    }
    watch.stop();
    if (check != null) {
      long most = Math.min(check.every().toNanos(), FIRST_CHECK_NANOS);
      watch.start(
          check,
          connector,
          home,
          result -> checked(watch, result),
          Long.remainderUnsigned(home.draw(), most));
    }
  }

  private void checked(EndpointWatch watch, CheckResult result) {
    counts.checked(result);
    boolean passed = result == CheckResult.PASSED;
    change(watch, result, null, () -> watch.health().checked(passed, now()));
    judgeAll();
    returnEjected();
  }

  /** An endpoint has failed a request that it was sent; may be called from any thread. */
  void failed(LiveEndpoint endpoint, FailureKind kind) {
    int length = endpoint.watch().streak().failed();
    EjectionSpec ejection = spec.ejection();
    if (ejection != null
        && endpoints.size() > 1
        && length >= ejection.failures()
        && !endpoint.watch().standing().ejected()
        && endpoint.watch().askOnce()) {
      home.loop().execute(() -> judge(endpoint, kind));
    }
  }

  private void judge(LiveEndpoint endpoint, FailureKind last) {
    EndpointWatch watch = endpoint.watch();
    watch.asked();
    if (endpoints.contains(endpoint)) {
      boolean anotherIsWell = anotherIsWell(watch);
      change(watch, null, last, () -> watch.health().failed(anotherIsWell, now()));
      returnEjected();
    }
  }

  private boolean anotherIsWell(EndpointWatch than) {
    for (LiveEndpoint endpoint : endpoints) {
      EndpointWatch other = endpoint.watch();
      if (!other.equals(than)
          && other.standing().available()
          && other.streak().length() == 0
          && endpoint.known()) {
        return true;
      }
    }
    return false;
  }

  /** Lets those come back whose time is over, and sets the alarm for the next. */
  private void returnEjected() {
    long now = now();
    boolean any = false;
    long next = 0;
    for (LiveEndpoint endpoint : endpoints) {
      EndpointWatch watch = endpoint.watch();
      change(watch, null, null, () -> watch.health().passed(now));
      if (watch.standing().ejected()) {
        long until = watch.health().ejectedUntil();
        next = any && next - until < 0 ? next : until;
        any = true;
      }
    }
    if (any) {
      returns.at(next);
    } else {
      returns.clear();
    }
  }

  /** Changes what is thought of an endpoint, and tells of the change. */
  private void change(
      EndpointWatch watch,
      @Nullable CheckResult check,
      @Nullable FailureKind failure,
      Runnable change) {
    Standing before = watch.health().standing();
    change.run();
    Standing after = watch.health().standing();
    watch.publish();
    if (after.up() != before.up()) {
      if (after.up()) {
        listener.up(name, watch.name());
      } else if (check != null) {
        listener.down(name, watch.name(), check);
      }
    }
    if (after.ejected() && !before.ejected() && failure != null) {
      counts.ejected();
      Duration time = Duration.ofNanos(watch.health().ejectedNanos());
      listener.ejected(name, watch.name(), time, failure);
    } else if (before.ejected() && !after.ejected()) {
      listener.returned(name, watch.name());
    }
  }

  /** Looks at the backend as a whole, after what is thought of an endpoint has changed. */
  private void judgeAll() {
    if (endpoints.stream().noneMatch(LiveEndpoint::well)) {
      for (LiveEndpoint endpoint : endpoints) {
        EndpointWatch watch = endpoint.watch();
        change(watch, null, null, () -> watch.health().needed(now()));
      }
    }
    boolean none = endpoints.stream().noneMatch(each -> each.watch().standing().up());
    boolean nowAllDown = none && !endpoints.isEmpty();
    if (nowAllDown && !allDown) {
      listener.allDown(name, endpoints.size());
    }
    allDown = nowAllDown;
  }

  private long now() {
    return home.timers().nanos();
  }

  /** Watches no more; may be called from any thread. */
  void stop() {
    home.loop()
        .execute(() -> {
          endpoints.forEach(endpoint -> endpoint.watch().stop());
          endpoints = List.of();
          returns.end();
        });
  }
}
