package dev.banyan.server.names;

import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsNameResolverException;
import io.netty.resolver.dns.DnsQueryLifecycleObserver;
import io.netty.resolver.dns.DnsQueryLifecycleObserverFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Notes for which kind of address one look-up got no answer from any server. The resolver itself is
 * content with what it found of the other kind. Confined to the names' thread.
 */
final class QueryNotes implements DnsQueryLifecycleObserverFactory {
  private final Set<AddressFamily> unanswered = EnumSet.noneOf(AddressFamily.class);
  private final Set<AddressFamily> asked = EnumSet.noneOf(AddressFamily.class);

  /** The kinds of address of which nothing is known; that there are none would be an answer. */
  Set<AddressFamily> unanswered() {
    return unanswered;
  }

  /** The same before the look-up has ended: kinds for which an answer is awaited are among them. */
  Set<AddressFamily> unansweredSoFar() {
    Set<AddressFamily> all = EnumSet.noneOf(AddressFamily.class);
    all.addAll(unanswered);
    all.addAll(asked);
    return all;
  }

  @Override
  public DnsQueryLifecycleObserver newDnsQueryLifecycleObserver(DnsQuestion question) {
    return new Observer(AddressFamily.of(question.type()));
  }

  /** One question, at one server after the other. */
  private final class Observer implements DnsQueryLifecycleObserver {
    private final AddressFamily family;
    private boolean asking;

    Observer(AddressFamily family) {
      this.family = family;
    }

    @Override
    public void queryWritten(InetSocketAddress server, ChannelFuture future) {
      asking = true;
      asked.add(family);
    }

    @Override
    public void queryCancelled(int queriesRemaining) {}

    @Override
    public DnsQueryLifecycleObserver queryRedirected(List<InetSocketAddress> servers) {
      return this;
    }

    @Override
    public DnsQueryLifecycleObserver queryCNAMEd(DnsQuestion question) {
      answered();
      return this;
    }

    @Override
    public DnsQueryLifecycleObserver queryNoAnswer(DnsResponseCode code) {
      if (code.equals(DnsResponseCode.NXDOMAIN)) {
        answered();
      } else {
        failed();
      }
      return this;
    }

    /** Told of silence and of what has no such record, and when no other server is left to ask. */
    @Override
    public void queryFailed(Throwable cause) {
      if (cause instanceof DnsNameResolverException || cause instanceof IOException) {
        failed();
      } else if (asking) {
        answered();
      }
    }

    @Override
    public void querySucceed() {
      answered();
    }

    private void answered() {
      asking = false;
      asked.remove(family);
      unanswered.remove(family);
    }

    private void failed() {
      asking = false;
      asked.remove(family);
      unanswered.add(family);
    }
  }
}
