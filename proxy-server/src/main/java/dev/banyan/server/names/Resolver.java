package dev.banyan.server.names;

import dev.banyan.server.names.Resolution.Result;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.HostsFileEntriesProvider;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsNameResolverException;
import io.netty.resolver.dns.DnsServerAddresses;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks a name up as the JDK does on Linux: in the hosts file, then at the name servers in the
 * search domains; but it knows how long the answer is true, and it does not wait. Confined to the
 * names' thread, which it may block to read the two files.
 */
final class Resolver {
  /** How many addresses of a name are used. */
  static final int MOST_ADDRESSES = 64;

  /** How long an entry of the hosts file is believed. */
  private static final long HOSTS_FILE_SECONDS = 5;

  private static final int MOST_QUERIES = 16;

  private final NameSources sources;
  private final EventLoop loop;

  Resolver(NameSources sources, EventLoop loop) {
    this.sources = sources;
    this.loop = loop;
  }

  /** Looks {@code name}, in lower case, up, and tells {@code told} on the names' thread. */
  void look(String name, Consumer<Resolution> told) {
    List<InetAddress> local = inHostsFile(name);
    if (local.isEmpty()) {
      ask(name, told);
    } else {
      told.accept(new Resolution(Result.OK, sorted(local), HOSTS_FILE_SECONDS, Set.of()));
    }
  }

  private List<InetAddress> inHostsFile(String name) {
    HostsFileEntriesProvider entries =
        HostsFileEntriesProvider.parser()
            .parseSilently(sources.hosts().toFile(), StandardCharsets.ISO_8859_1);
    String key = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    List<InetAddress> found = new ArrayList<>();
    found.addAll(entries.ipv4Entries().getOrDefault(key, List.of()));
    found.addAll(entries.ipv6Entries().getOrDefault(key, List.of()));
    return found;
  }

  private void ask(String name, Consumer<Resolution> told) {
    TtlNotes notes = new TtlNotes();
    QueryNotes queries = new QueryNotes();
    DnsNameResolver dns;
    try {
      dns = dns(configuration(), notes, queries);
    } catch (RuntimeException e) {
      told.accept(Resolution.of(Result.FAILED));
      return;
    }
    dns.resolveAll(name)
        .addListener(future -> {
          dns.close();
          @SuppressWarnings("unchecked")
          List<InetAddress> found = (List<InetAddress>) future.getNow();
          told.accept(
              found == null || found.isEmpty()
                  ? Resolution.of(reason(future.cause()))
                  : new Resolution(
                      Result.OK, sorted(found), notes.leastSeconds(), queries.unanswered()));
        });
  }

  private ResolvConf configuration() {
    ResolvConf written = ResolvConf.of(lines());
    return sources.servers().isEmpty() ? written : written.withServers(sources.servers());
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(sources.resolvConf(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }

  private DnsNameResolver dns(ResolvConf configuration, TtlNotes notes, QueryNotes queries) {
    return new DnsNameResolverBuilder(loop)
        .datagramChannelType(NioDatagramChannel.class)
        .socketChannelType(NioSocketChannel.class)
        .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
        .nameServerProvider(host -> DnsServerAddresses.sequential(configuration.servers()).stream())
        .searchDomains(configuration.search())
        .ndots(configuration.ndots())
        .queryTimeoutMillis(configuration.timeout().toMillis())
        .maxQueriesPerResolve(MOST_QUERIES)
        // As the C library: there are servers that answer no query with EDNS, and long answers
        // come over TCP.
        .optResourceEnabled(false)
        .resolvedAddressTypes(
            NetUtil.isIpV4StackPreferred()
                ? ResolvedAddressTypes.IPV4_ONLY
                : ResolvedAddressTypes.IPV4_PREFERRED)
        .hostsFileEntriesResolver((host, types) -> null)
        .dnsQueryLifecycleObserverFactory(queries)
        .resolveCache(notes)
        .cnameCache(notes)
        .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
        .build();
  }

  private static Result reason(@Nullable Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof DnsErrorCauseException answered) {
        boolean none = DnsResponseCode.NXDOMAIN.equals(answered.getCode());
        return none ? Result.UNKNOWN : Result.FAILED;
      }
      boolean unreachable = each instanceof IOException && !(each instanceof UnknownHostException);
      if (each instanceof DnsNameResolverException || unreachable) {
        return Result.FAILED;
      }
    }
    return Result.UNKNOWN;
  }

  /** Name servers turn the order with each answer; one that stays tells what has changed. */
  static List<InetAddress> sorted(List<InetAddress> found) {
    return found.stream()
        .map(Resolver::bare)
        .distinct()
        .sorted((a, b) -> Arrays.compareUnsigned(key(a), key(b)))
        .limit(MOST_ADDRESSES)
        .toList();
  }

  /** IPv4 first, as the JDK has them. */
  private static byte[] key(InetAddress address) {
    byte[] octets = address.getAddress();
    byte[] key = new byte[octets.length + 1];
    key[0] = (byte) octets.length;
    System.arraycopy(octets, 0, key, 1, octets.length);
    return key;
  }

  /** The address without the name that led to it. */
  private static InetAddress bare(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address: " + address + " (expected: 4 or 16 octets)", e);
    }
  }
}
