package dev.banyan.server.names;

import dev.banyan.server.names.Resolution.Result;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks a name up as the JDK does on Linux: in the hosts file, then at the name servers in the
 * search domains; but it knows how long the answer is true, and it does not wait. Confined to the
 * names' thread, which it may block to read the two files.
 */
final class Resolver {
  /** How many addresses of a name are used. */
  static final int MOST_ADDRESSES = 64;

  /**
   * The Resolution Delay of RFC 8305 section 3: how long the other kind of address is awaited once
   * there is one. Its answer may be lost, which shows only after seconds.
   */
  private static final long DELAY_MILLIS = 50;

  /** How long an entry of the hosts file is believed. */
  private static final long HOSTS_FILE_SECONDS = 5;

  private static final int MOST_QUERIES = 16;

  private final NameFiles files;
  private final EventLoop loop;

  Resolver(NameFiles files, EventLoop loop) {
    this.files = files;
    this.loop = loop;
  }

  /** Looks {@code name}, in lower case, up, and tells {@code told} on the names' thread. */
  void look(String name, LookUp told) {
    List<InetAddress> local = files.hosts(name);
    if (local.isEmpty()) {
      ask(name, told);
    } else {
      told.ended(Resolution.found(local, HOSTS_FILE_SECONDS, Set.of()));
    }
  }

  private void ask(String name, LookUp told) {
    ResolvConf configuration = files.resolvConf();
    if (configuration == null) {
      told.ended(Resolution.failed());
      return;
    }
    QueryNotes queries = new QueryNotes();
    AnswerNotes answers =
        new AnswerNotes((task, millis) -> loop.schedule(task, millis, TimeUnit.MILLISECONDS));
    DnsNameResolver dns;
    try {
      dns = dns(configuration, answers, queries);
    } catch (RuntimeException e) {
      told.ended(Resolution.failed());
      return;
    }
    answers.awaitRest(DELAY_MILLIS, found -> tellPart(found, answers, queries, told));
    dns.resolveAll(name)
        .addListener(future -> {
          answers.end();
          dns.close();
          @SuppressWarnings("unchecked")
          List<InetAddress> found = (List<InetAddress>) future.getNow();
          told.ended(
              found == null || found.isEmpty()
                  ? without(future.cause())
                  : Resolution.found(found, answers.leastSeconds(), queries.unanswered()));
        });
  }

  private static void tellPart(
      List<InetAddress> found, AnswerNotes answers, QueryNotes queries, LookUp told) {
    Resolution part = Resolution.found(found, answers.leastSeconds(), queries.unansweredSoFar());
    if (part.result() == Result.OK) {
      told.partly(part);
    }
  }

  private DnsNameResolver dns(ResolvConf configuration, AnswerNotes notes, QueryNotes queries) {
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

  /** What it means that there is no address, for this cause. */
  private static Resolution without(@Nullable Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof DnsErrorCauseException answered) {
        boolean none = DnsResponseCode.NXDOMAIN.equals(answered.getCode());
        return none ? Resolution.unknown() : Resolution.failed();
      }
      boolean unreachable = each instanceof IOException && !(each instanceof UnknownHostException);
      if (each instanceof DnsNameResolverException || unreachable) {
        return Resolution.failed();
      }
    }
    return Resolution.unknown();
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
