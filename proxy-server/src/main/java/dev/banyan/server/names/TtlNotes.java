package dev.banyan.server.names;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.resolver.dns.DnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import io.netty.resolver.dns.DnsCnameCache;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands where Netty's resolver has its caches, keeps nothing, and notes the shortest time to live
 * of what one look-up brought, aliases included. Confined to the names' thread.
 */
final class TtlNotes implements DnsCache, DnsCnameCache {
  private long leastSeconds = Long.MAX_VALUE;

  /** The shortest time to live; the longest number if nothing had one. */
  long leastSeconds() {
    return leastSeconds;
  }

  private void note(long seconds) {
    leastSeconds = Math.min(leastSeconds, Math.max(0, seconds));
  }

  @Override
  public DnsCacheEntry cache(
      String hostname, DnsRecord[] additionals, InetAddress address, long ttl, EventLoop loop) {
    note(ttl);
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
