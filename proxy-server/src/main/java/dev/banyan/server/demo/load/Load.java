package dev.banyan.server.demo.load;

import dev.banyan.core.http.HttpMethod;
import dev.banyan.server.demo.load.Shopper.Step;
import dev.banyan.server.demo.shop.RequestLedger;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A gentle load of shoppers at a steady pace: a slow answer does not slow it down, but a user waits
 * for an answer before asking again. Shared-safe: what changes is confined to its event loop.
 */
public final class Load {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final int TRIES_FOR_IDLE_USER = 20;
  private static final int WARM_UP_CONCURRENCY = 8;

  private final EventLoop loop;
  private final LoadClient client;
  private final List<Shopper> shoppers = new ArrayList<>();
  private final SplittableRandom random;
  private final Consumer<Ended> listener;
  private long lastId;
  private int running;
  private @Nullable Future<?> ticks;
  private @Nullable CompletableFuture<@Nullable Void> stopped;

  /**
   * A load at rest.
   *
   * @param server where requests go
   * @param users how many there are
   * @param seed what the users do follows from it
   * @param listener is told of each request once it has ended, on the loop
   */
  public Load(
      EventLoop loop, InetSocketAddress server, int users, long seed, Consumer<Ended> listener) {
    this.loop = loop;
    this.client = new LoadClient(loop, server);
    this.random = new SplittableRandom(seed);
    this.listener = listener;
    for (int number = 1; number <= users; number++) {
      shoppers.add(new Shopper(number));
    }
  }

  /**
   * A request that has ended. Immutable.
   *
   * @param id its number in the {@link RequestLedger}
   * @param keyed whether it carried an {@code Idempotency-Key}
   */
  public record Ended(long id, HttpMethod method, String path, boolean keyed, Outcome outcome) {}

  /** Sends requests as fast as they are answered, and tells nobody of them: code is warm after. */
  public CompletableFuture<@Nullable Void> warmUp(int requests) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    int[] left = {requests, WARM_UP_CONCURRENCY};
    loop.execute(() -> {
      for (int chain = 0; chain < WARM_UP_CONCURRENCY; chain++) {
        warmUp(left, done);
      }
    });
    return done;
  }

  private void warmUp(int[] left, CompletableFuture<@Nullable Void> done) {
    if (left[0]-- > 0) {
      send(idleShopper(), ended -> loop.execute(() -> warmUp(left, done)));
    } else if (--left[1] == 0) {
      done.complete(null);
    }
  }

  /** Begins, at so many requests a second. */
  public void start(int perSecond) {
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    ticks =
        loop.scheduleAtFixedRate(
            () -> send(idleShopper(), listener), 0, period, TimeUnit.NANOSECONDS);
  }

  /** Sends no more; the future ends when all requests have ended. */
  public CompletableFuture<@Nullable Void> stop() {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    loop.execute(() -> {
      if (ticks != null) {
        ticks.cancel(false);
      }
      stopped = done;
      completeWhenQuiet();
    });
    return done;
  }

  private void completeWhenQuiet() {
    if (stopped != null && running == 0) {
      client.close();
      stopped.complete(null);
    }
  }

  private void send(Shopper shopper, Consumer<Ended> told) {
    Step step = shopper.next(random);
    long id = ++lastId;
    FullHttpRequest request = LoadClient.request(step.method().name(), step.target());
    request.headers().set(HttpHeaderNames.COOKIE, shopper.cookies());
    request.headers().set(RequestLedger.REQUEST_ID, id);
    if (step.keyed()) {
      request.headers().set(IDEMPOTENCY_KEY, "demo-" + id);
    }
    shopper.begin();
    running++;
    client.send(
        request,
        outcome -> {
          shopper.end(outcome);
          running--;
          told.accept(new Ended(id, step.method(), step.path(), step.keyed(), outcome));
          completeWhenQuiet();
        });
  }

  /** Somebody who isn't waiting for an answer; where all drawn ones are, one of them asks twice. */
  private Shopper idleShopper() {
    Shopper drawn = shoppers.get(random.nextInt(shoppers.size()));
    for (int tries = 0; drawn.busy() && tries < TRIES_FOR_IDLE_USER; tries++) {
      drawn = shoppers.get(random.nextInt(shoppers.size()));
    }
    return drawn;
  }
}
