package dev.banyan.server.names;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Somebody's interest in a name. Shared-safe. */
public final class NameWatch implements AutoCloseable {
  private final Names names;
  private final Consumer<List<InetAddress>> told;
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private final WatchedName.Key key;

  NameWatch(Names names, WatchedName.Key key, Consumer<List<InetAddress>> told) {
    this.names = names;
    this.key = key;
    this.told = told;
  }

  WatchedName.Key key() {
    return key;
  }

  /** Completes, never with a failure, once the name was looked up, whatever came of it. */
  public CompletableFuture<Void> first() {
    return first;
  }

  void tell(List<InetAddress> addresses) {
    told.accept(addresses);
  }

  /** Ends the interest; the name is not looked up any more if it was the last. */
  @Override
  public void close() {
    names.close(this);
  }
}
