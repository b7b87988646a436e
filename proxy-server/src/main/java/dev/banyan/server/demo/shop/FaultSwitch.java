package dev.banyan.server.demo.shop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says which fault the new shop has at this moment. Shared-safe. */
public final class FaultSwitch {
  private final List<Consumer<@Nullable Fault>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Fault fault;

  /** The fault; null while the new shop is healthy. */
  public @Nullable Fault fault() {
    return fault;
  }

  /** Breaks the new shop in this way, whatever it had before; null mends it. */
  public synchronized void set(@Nullable Fault next) {
    if (fault != next) {
      fault = next;
      listeners.forEach(listener -> listener.accept(next));
    }
  }

  /** Has every change told, on the thread that makes it. */
  public void onChange(Consumer<@Nullable Fault> listener) {
    listeners.add(listener);
  }
}
