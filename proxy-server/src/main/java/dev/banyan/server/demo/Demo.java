package dev.banyan.server.demo;

import dev.banyan.config.LoadedTable;
import dev.banyan.server.boot.Banyan;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.boot.StartException;
import dev.banyan.server.demo.load.Load;
import dev.banyan.server.demo.load.Scorebook;
import dev.banyan.server.demo.load.StallMeter;
import dev.banyan.server.demo.view.DemoView;
import dev.banyan.server.demo.view.Summary;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The demo: two shops, the proxy in front of them, users, and somebody who breaks the new shop.
 * Confined to one thread.
 */
public final class Demo implements AutoCloseable {
  private static final int WARM_UP_REQUESTS = 1_500;
  private static final Duration MOST_WAIT = Duration.ofSeconds(20);

  private final DemoOptions options;
  private final Parts parts = new Parts();
  private final DemoFolder folder;
  private final Shops shops;
  private final TableFile file;
  private final Banyan banyan;
  private final StallMeter stalls = StallMeter.start();
  private final Scorebook book;

  /**
   * Starts shops, warms the code up, and starts the proxy that will be shown, all on loopback.
   *
   * @throws DemoException if that can't be done
   * @throws InterruptedException if the thread is interrupted
   */
  public Demo(DemoOptions options) throws DemoException, InterruptedException {
    this.options = options;
    String text = DemoSetting.text(options.table());
    LoadedTable written = DemoSetting.load(options.table().toString(), text);
    parts.add(stalls::close);
    try {
      folder = DemoFolder.create();
      parts.add(folder::close);
      shops =
          new Shops(
              DemoSetting.slowness(written).toMillis(), new ShopPorts(0, 0, options.faultPort()));
      parts.add(shops::close);
      String moved = DemoSetting.moved(text, options, shops, folder.accessLog());
      file = TableFile.create(folder.table(), moved);
      LoadedTable table = DemoSetting.load(folder.table().toString(), moved);
      warmUp(moved);
      banyan = Banyan.start(table, BanyanOptions.defaults());
      parts.add(banyan::close);
      book = new Scorebook(shops.ledger(), shops.fresh()::refusedNanos, stalls, table.routing());
      shops.faults().onChange(book::changed);
    } catch (StartException e) {
      parts.close();
      throw new DemoException(String.valueOf(e.getMessage()));
    } catch (DemoException | InterruptedException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /**
   * Shows it: lets users come, and returns when the time is over or somebody quits.
   *
   * @param stage where it is shown
   * @param keys what somebody presses
   * @return what came of it
   * @throws DemoException if the load can't be started or stopped
   * @throws InterruptedException if the thread is interrupted; then nothing more is to be expected
   */
  public Summary show(Stage stage, KeyQueue keys) throws DemoException, InterruptedException {
    Load load = new Load(shops.loadLoop(), address(), options.users(), options.seed(), book::add);
    book.begin();
    Showing showing =
        new Showing(banyan, banyan.watch(file.path()), shops.faults(), book, file, stage, places());
    showing.say(
        "%d users send %d requests a second.".formatted(options.users(), options.perSecond()));
    long began = System.nanoTime();
    load.start(options.perSecond());
    Duration length = options.length();
    showing.run(keys, length == null ? null : FaultScript.of(length));
    Duration shown = Duration.ofNanos(System.nanoTime() - began);
    await(load.stop());
    return Summaries.of(
        shown, banyan.table().routing(), book, showing.breakers(), stalls.lateness());
  }

  /**
   * Has another proxy with the same table warm the code up, so that the one that is shown counts
   * nothing of it and no user waits for a compiler.
   */
  private void warmUp(String table) throws DemoException, InterruptedException, StartException {
    LoadedTable elsewhere = DemoSetting.load("warm-up", DemoTable.listening(table, 0, 0));
    try (Banyan other = Banyan.start(elsewhere, BanyanOptions.defaults())) {
      Load load =
          new Load(shops.loadLoop(), other.listeners().get(0), options.users(), 1, ended -> {});
      await(load.warmUp(WARM_UP_REQUESTS));
      await(load.stop());
    }
  }

  /** Where the proxy listens. */
  public InetSocketAddress address() {
    return banyan.listeners().get(0);
  }

  /** Where things are. */
  public DemoView.Places places() {
    InetSocketAddress admin = banyan.admin();
    return new DemoView.Places(
        DemoTable.url(address()),
        admin == null ? null : DemoTable.url(admin),
        DemoTable.url(shops.control().address()),
        file.path().toString());
  }

  @Override
  public void close() {
    parts.close();
  }

  private static void await(CompletableFuture<@Nullable Void> done)
      throws DemoException, InterruptedException {
    try {
      done.get(MOST_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new DemoException("the load stands still: " + e);
    }
  }
}
