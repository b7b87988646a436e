package dev.banyan.server.e2e.fallback;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.DeadPort;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;

/** The reasons for which a request provably never reaches new. */
enum Obstacle {
  REFUSED("connection refused", "fallback:connect-failed") {
    @Override
    Blocked start(String fallback) {
      Sides sides = with(fallback).start();
      sides.moved().stopListening();
      return new Blocked(sides, List.of());
    }
  },
  SILENT("no connection within connect-timeout", "fallback:connect-timeout") {
    @Override
    Blocked start(String fallback) {
      DeadPort silent = DeadPort.silent();
      String url = "http://127.0.0.1:" + silent.port();
      Sides sides = with(fallback).freshUrls(url).fresh("connect-timeout: 100ms").start();
      return new Blocked(sides, List.of(silent));
    }
  },
  BREAKER_OPEN("breaker open", "breaker-open") {
    @Override
    Blocked start(String fallback) {
      Sides sides =
          with(fallback + ", breaker: { window: 2, minimum-calls: 2, open-for: 1h }").start();
      sides.ask(Request.get("/fail"));
      sides.ask(Request.get("/fail"));
      sides.awaitBreaker(BreakerState.OPEN);
      return new Blocked(sides, List.of());
    }
  },
  IN_FLIGHT_FULL("max-in-flight reached", "in-flight-full") {
    @Override
    Blocked start(String fallback) {
      Sides sides = with(fallback + ", max-in-flight: 1").start();
      RawClient holder = sides.client().send(Request.get("/hold").text());
      sides.moved().awaitRequests(1, Sides.SOON);
      return new Blocked(sides, List.of(holder));
    }
  },
  PENDING_TIMEOUT("no place in the pool within pending-timeout", "pending-timeout") {
    @Override
    Blocked start(String fallback) {
      Sides sides = with(fallback).fresh("max-connections: 1, pending-timeout: 100ms").start();
      RawClient holder = sides.client().send(Request.get("/hold").text());
      sides.moved().awaitRequests(1, Sides.SOON);
      return new Blocked(sides, List.of(holder));
    }
  },
  POOL_FULL("pool full, and so are the places to wait", "pool-full") {
    @Override
    Blocked start(String fallback) {
      Sides sides =
          with(fallback).fresh("max-connections: 1, max-pending: 1, pending-timeout: 1h").start();
      RawClient holder = sides.client().send(Request.get("/hold").text());
      sides.moved().awaitRequests(1, Sides.SOON);
      RawClient waiter = sides.client().send(Request.get("/wait").text());
      var backends = sides.proxy().banyan().serving().backends();
      Await.until("a request waits", Sides.SOON, () -> backends.get("fresh").pending() == 1);
      return new Blocked(sides, List.of(holder, waiter));
    }
  };

  private final String words;
  private final String why;

  Obstacle(String words, String why) {
    this.words = words;
    this.why = why;
  }

  /** Starts a proxy that can't reach new. */
  abstract Blocked start(String fallback);

  /** What the access log says of a request that legacy answers for it. */
  String why() {
    return why;
  }

  private static Sides.Setup with(String fallback) {
    Behavior well = Behaviors.signed(Answer.ok("from new"));
    Behavior failing = Behaviors.signed(Answer.status(500));
    return Sides.with(at("/hold", Failures.hang(), at("/fail", failing, well)))
        .route("timeout: 20s, " + fallback);
  }

  private static Behavior at(String path, Behavior then, Behavior otherwise) {
    return Behaviors.when(exchange -> exchange.target().equals(path), then, otherwise);
  }

  @Override
  public String toString() {
    return words;
  }

  /** A proxy that can't reach new, and what keeps it from it. */
  record Blocked(Sides sides, List<AutoCloseable> held) implements AutoCloseable {
    @Override
    public void close() {
      List<AutoCloseable> all = new ArrayList<>(held);
      all.add(sides);
      for (AutoCloseable each : all) {
        try {
          each.close();
        } catch (Exception e) {
          throw new IllegalStateException("close failed", e);
        }
      }
    }
  }
}
