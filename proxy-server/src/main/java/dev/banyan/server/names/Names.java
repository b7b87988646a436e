package dev.banyan.server.names;

import dev.banyan.server.names.Resolution.Result;
import dev.banyan.server.transport.LoopGroup;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/**
 * Watches what names stand for. However many loops and backends use a name, it is looked up once at
 * a time: as often as its time to live says, but between 1 s and 5 min; after a failure in 1 s, 2
 * s, 4 s, 8 s and then every 10 s, while the addresses of the last good answer are used on.
 * Shared-safe; works on one thread of its own.
 */
public final class Names implements AutoCloseable {
  private static final long CLOSING_MILLIS = 2_000;

  private final LoopGroup group;
  private final EventLoop loop;
  private final Resolver resolver;
  private final NameListener listener;
  private final Map<WatchedName.Key, WatchedName> watched = new HashMap<>();
  private final AtomicLongArray counts = new AtomicLongArray(Result.values().length);

  /** Names that are looked up at {@code sources}; the listener is told of changes. */
  public Names(NameSources sources, NameListener listener) {
    this.group = new LoopGroup(1, NamesThread::new, NioIoHandler.newFactory());
    this.loop = group.group().next();
    this.resolver = new Resolver(new NameFiles(sources, listener), loop);
    this.listener = listener;
  }

  /**
   * Watches a name. {@code told} gets its addresses on the names' thread, one at least, whenever
   * they change; it must not wait.
   *
   * @param once whether the name is looked up only until an address is known
   */
  public NameWatch watch(String name, boolean once, Consumer<List<InetAddress>> told) {
    WatchedName.Key key = new WatchedName.Key(name.toLowerCase(Locale.ROOT), once);
    NameWatch watch = new NameWatch(this, key, told);
    loop.execute(() -> add(watch));
    return watch;
  }

  private void add(NameWatch watch) {
    WatchedName known = watched.get(watch.key());
    if (known != null) {
      known.add(watch);
      return;
    }
    WatchedName made = new WatchedName(watch.key(), this);
    watched.put(watch.key(), made);
    made.add(watch);
    made.look();
  }

  void close(NameWatch watch) {
    loop.execute(() -> {
      WatchedName name = watched.get(watch.key());
      if (name != null) {
        name.remove(watch);
        if (name.unwatched()) {
          watched.remove(watch.key());
        }
      }
    });
  }

  Resolver resolver() {
    return resolver;
  }

  NameListener listener() {
    return listener;
  }

  void count(Result result) {
    counts.incrementAndGet(result.ordinal());
  }

  /** Runs a task on the names' thread in so many seconds; what is returned calls it off. */
  Runnable schedule(Runnable task, long seconds) {
    ScheduledFuture<?> scheduled = loop.schedule(task, seconds, TimeUnit.SECONDS);
    return () -> scheduled.cancel(false);
  }

  /** How many look-ups found an address. */
  public long found() {
    return counts.get(Result.OK.ordinal());
  }

  /** How many look-ups found that there is no address. */
  public long unknown() {
    return counts.get(Result.UNKNOWN.ordinal());
  }

  /** How many look-ups found no name server that has an answer. */
  public long failed() {
    return counts.get(Result.FAILED.ordinal());
  }

  /** Looks nothing up any more. */
  @Override
  public void close() {
    group.stop(CLOSING_MILLIS).awaitUninterruptibly();
  }

  /** It carries no traffic, so it may read small files. */
  private static final class NamesThread extends FastThreadLocalThread {
    NamesThread(Runnable work) {
      super(work, "banyan-names");
      setDaemon(true);
    }

    @Override
    public boolean permitBlockingCalls() {
      return true;
    }
  }
}
