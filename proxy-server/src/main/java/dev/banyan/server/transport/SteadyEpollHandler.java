package dev.banyan.server.transport;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;

/**
 * Netty's epoll handler without two of its faults. Confined to its event loop.
 *
 * <p>A channel that waits for nothing stays in the epoll set. Netty 4.2.18 takes a descriptor out
 * of the set when its last interest goes, and then fails to put it back. That is where a client has
 * sent a FIN and its answer, once stalled, should go on: the answer would be cut. Edge-triggered
 * without an event to wait for, the kernel reports errors only, and each of them once.
 *
 * <p>An event reaches the channel that it is about, or none. Netty asks the kernel for many events
 * at once and finds their channels by descriptor. Where the first event closes the channel of the
 * second and opens another, the new one has the descriptor of the old, and would be closed by its
 * FIN before it is connected.
 */
final class SteadyEpollHandler implements IoHandler {
  private final IoHandler epoll;

  /** Numbers the batches of events. */
  private long batch;

  private SteadyEpollHandler(IoHandler epoll) {
    this.epoll = epoll;
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory factory = EpollIoHandler.newFactory();
    return executor -> new SteadyEpollHandler(factory.newHandler(executor));
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    batch++;
    return epoll.run(context);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    IoHandle guarded = handle instanceof EpollIoHandle known ? new Handle(known, batch) : handle;
    return new Registration(epoll.register(guarded));
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return epoll.isCompatible(handleType);
  }

  /** A channel that is told nothing of the batch in which it was registered. */
  @SuppressWarnings("try") // Netty's signature of close
  private final class Handle implements EpollIoHandle {
    private final EpollIoHandle of;
    private final long registeredIn;

    Handle(EpollIoHandle of, long registeredIn) {
      this.of = of;
      this.registeredIn = registeredIn;
    }

    @Override
    public FileDescriptor fd() {
      return of.fd();
    }

    @Override
    public void registered() {
      of.registered();
    }

    @Override
    public void unregistered() {
      of.unregistered();
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
      if (batch != registeredIn) {
        of.handle(registration, event);
      }
    }

    @Override
    public void close() throws Exception {
      of.close();
    }
  }

  private record Registration(IoRegistration of) implements IoRegistration {
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature
    public <T> T attachment() {
      return of.attachment();
    }

    @Override
    public long submit(IoOps ops) {
      return of.submit(EpollIoOps.NONE.equals(ops) ? EpollIoOps.EPOLLET : ops);
    }

    @Override
    public boolean isValid() {
      return of.isValid();
    }

    @Override
    public boolean cancel() {
      return of.cancel();
    }
  }
}
