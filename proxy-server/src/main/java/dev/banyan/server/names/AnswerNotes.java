package dev.banyan.server.names;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.resolver.dns.DnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import io.netty.resolver.dns.DnsCnameCache;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands where Netty's resolver has its caches, keeps nothing beyond one look-up, and notes what
 * that brings, answer by answer: the addresses, and the shortest time to live of all, aliases
 * included. Confined to the names' thread.
 */
final class AnswerNotes implements DnsCache, DnsCnameCache {
  private final Delay delay;
  private final Set<InetAddress> addresses = new LinkedHashSet<>();
  private long leastSeconds = Long.MAX_VALUE;
  private long awaitMillis;
  private @Nullable Consumer<List<InetAddress>> awaiting;

  /** Runs tasks later, on the names' thread. */
  @FunctionalInterface
  interface Delay {
    void schedule(Runnable task, long millis);
  }

  AnswerNotes(Delay delay) {
    this.delay = delay;
  }

  /** Tells {@code told} the addresses so long after the first of them, unless all has ended. */
  void awaitRest(long millis, Consumer<List<InetAddress>> told) {
    awaitMillis = millis;
    awaiting = told;
  }

  /** Nothing is told any more. */
  void end() {
    awaiting = null;
  }

  /** The shortest time to live; the longest number if nothing had one. */
  long leastSeconds() {
    return leastSeconds;
  }

  private void note(long seconds) {
    leastSeconds = Math.min(leastSeconds, Math.max(0, seconds));
  }

  private void note(InetAddress address) {
    if (addresses.isEmpty()) {
      delay.schedule(this::tell, awaitMillis);
    }
    if (addresses.size() < Resolver.MOST_ADDRESSES) {
      addresses.add(address);
    }
  }

  private void tell() {
    Consumer<List<InetAddress>> told = awaiting;
    if (told != null) {
      told.accept(List.copyOf(addresses));
    }
  }

  @Override
  public DnsCacheEntry cache(
      String hostname, DnsRecord[] additionals, InetAddress address, long ttl, EventLoop loop) {
    note(ttl);
    note(address);
    return new Entry(address, null);
  }

  @Override
  public DnsCacheEntry cache(
      String hostname, DnsRecord[] additionals, Throwable cause, EventLoop loop) {
    return new Entry(null, cause);
  }

  @Override
  public void cache(String hostname, String cname, long ttl, EventLoop loop) {
    note(ttl);
  }

  @Override
  public List<? extends DnsCacheEntry> get(String hostname, DnsRecord[] additionals) {
    return List.of();
  }

  @Override
  public @Nullable String get(String hostname) {
    return null;
  }

  @Override
  public void clear() {}

  @Override
  public boolean clear(String hostname) {
    return false;
  }

  private record Entry(@Nullable InetAddress address, @Nullable Throwable cause)
      implements DnsCacheEntry {}
}
