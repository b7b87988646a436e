package dev.banyan.server.demo;

import dev.banyan.server.demo.shop.FaultServer;
import dev.banyan.server.demo.shop.FaultSwitch;
import dev.banyan.server.demo.shop.RequestLedger;
import dev.banyan.server.demo.shop.ShopServer;
import dev.banyan.server.demo.shop.ShopStore;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The two shops on loopback ports, and all that belongs to them. Shared-safe. */
final class Shops implements AutoCloseable {
  private static final int LOOPS = 2;
  private static final long MOST_CLOSE_MILLIS = 2_000;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          LOOPS, new DefaultThreadFactory("banyan-demo", true), NioIoHandler.newFactory());
  private final RequestLedger ledger = new RequestLedger();
  private final FaultSwitch faults = new FaultSwitch();
  private final EventLoop loadLoop = loops.next();
  private final ShopServer legacy;
  private final ShopServer fresh;
  private final FaultServer control;

  /**
   * Starts them.
   *
   * @param slowMillis how long new takes to answer while it is slow
   * @param ports where they listen
   * @throws DemoException if a port is taken
   */
  Shops(long slowMillis, ShopPorts ports) throws DemoException {
    EventLoop shopLoop = loops.next();
    ShopStore store = new ShopStore();
    legacy =
        begun(
            "the old shop's port",
            ports.legacy(),
            () -> ShopServer.legacy(shopLoop, store, ledger, ports.legacy()));
    fresh =
        begun(
            "the new shop's port",
            ports.fresh(),
            () -> ShopServer.fresh(shopLoop, store, ledger, faults, slowMillis, ports.fresh()));
    control =
        begun(
            "fault port",
            ports.faults(),
            () -> FaultServer.start(shopLoop, faults, ports.faults()));
  }

  private <T> T begun(String what, int port, Callable<T> start) throws DemoException {
    try {
      return start.call();
    } catch (Exception e) { // Netty throws the checked BindException undeclared
      close();
      throw new DemoException(what + " " + port + ": " + e.getMessage());
    }
  }

  /** The loop for what the users do; the shops have the other one. */
  EventLoop loadLoop() {
    return loadLoop;
  }

  RequestLedger ledger() {
    return ledger;
  }

  FaultSwitch faults() {
    return faults;
  }

  ShopServer legacy() {
    return legacy;
  }

  ShopServer fresh() {
    return fresh;
  }

  FaultServer control() {
    return control;
  }

  @Override
  public void close() {
    loops
        .shutdownGracefully(0, MOST_CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(MOST_CLOSE_MILLIS);
  }
}
