package dev.banyan.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Behaviours that choose between others or add to them. {@link Answer} is the plain well-formed
 * one, {@link Failures} has the broken ones.
 */
public final class Behaviors {
  private Behaviors() {}

  /** Answers 200 with a JSON object that describes the request; see {@link Echo}. */
  public static Behavior echo() {
    return exchange -> {
      exchange.readBody();
      Echo.answer(exchange).handle(exchange);
    };
  }

  /**
   * Gives the answer and says in {@code X-Served-By} which origin it is and in {@code
   * X-Request-Key} which request it answers.
   */
  public static Behavior signed(Answer answer) {
    return exchange -> {
      Answer signed = answer.header(Echo.SERVED_BY, exchange.origin());
      Optional<String> key = exchange.headers().first(RecordedRequest.KEY_FIELD);
      key.map(value -> signed.header(RecordedRequest.KEY_FIELD, value))
          .orElse(signed)
          .handle(exchange);
    };
  }

  /** Chooses by the request. */
  public static Behavior when(
      Predicate<OriginExchange> condition, Behavior then, Behavior otherwise) {
    return exchange -> (condition.test(exchange) ? then : otherwise).handle(exchange);
  }

  /** Chooses by the method. */
  public static Behavior onlyFor(String method, Behavior then, Behavior otherwise) {
    return when(exchange -> exchange.method().equals(method), then, otherwise);
  }

  /** Chooses at random by a seeded sequence with one draw for each request. */
  public static Behavior sometimes(
      double probability, long seed, Behavior then, Behavior otherwise) {
    AtomicLong draws = new AtomicLong();
    return when(
        exchange -> {
          long draw = GeneratedStream.mix(seed, draws.getAndIncrement());
          return (draw >>> 11) * 0x1.0p-53 < probability;
        },
        then,
        otherwise);
  }

  /** Behaves in one way for a period, in the other way for the next, and so on. */
  public static Behavior flapping(
      Duration period, LongSupplier nanoClock, Behavior first, Behavior second) {
    long start = nanoClock.getAsLong();
    return when(
        exchange -> (nanoClock.getAsLong() - start) / period.toNanos() % 2 == 0, first, second);
  }

  /** Behaves in each way once, in order of the requests of all connections; the last one stays. */
  public static Behavior inTurn(Behavior... behaviors) {
    List<Behavior> turns = List.of(behaviors);
    AtomicInteger next = new AtomicInteger();
    return exchange -> {
      int turn = next.getAndUpdate(n -> Math.min(n + 1, turns.size() - 1));
      turns.get(turn).handle(exchange);
    };
  }

  /** Behaves in another way from the second request of a connection on. */
  public static Behavior onReuse(Behavior first, Behavior later) {
    return when(exchange -> exchange.sequence() == 1, first, later);
  }

  /** Reads the request whole, waits, then behaves. */
  public static Behavior slow(Duration delay, Behavior then) {
    return exchange -> {
      exchange.readBody();
      exchange.wire().pause(delay);
      then.handle(exchange);
    };
  }

  /** Sends an interim answer before anything else; its fields are whole lines. */
  public static Behavior informing(int status, List<String> lines, Behavior then) {
    List<String> copy = List.copyOf(lines);
    return exchange -> {
      exchange.inform(status, copy.toArray(String[]::new));
      then.handle(exchange);
    };
  }

  /** Switches to another protocol (RFC 9110 section 7.8), which sends back every byte. */
  public static Behavior switching(String protocol) {
    return exchange -> {
      exchange.readBody();
      exchange.inform(101, "Connection: upgrade", "Upgrade: " + protocol);
      exchange.reflect();
    };
  }

  /** Closes the connection right after the answer without having announced it. */
  public static Behavior thenClose(Behavior first) {
    return exchange -> {
      first.handle(exchange);
      exchange.closeAfter();
    };
  }

  /** Closes the connection if it stays idle for that long after the answer. */
  public static Behavior thenCloseAfter(Duration idle, Behavior first) {
    return exchange -> {
      first.handle(exchange);
      exchange.closeAfterIdle(idle);
    };
  }

  /** Ends the exchange by an action on the wire, after the request was read whole. */
  static Behavior onceRead(WireAction action) {
    return exchange -> {
      exchange.readBody();
      action.on(exchange.wire());
    };
  }

  /** Something done to a connection. */
  interface WireAction {
    void on(Wire wire) throws IOException;
  }
}
