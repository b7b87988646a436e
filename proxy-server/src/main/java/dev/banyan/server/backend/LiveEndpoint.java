package dev.banyan.server.backend;

import dev.banyan.core.backend.EndpointHealth;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.names.NameWatch;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint with its connections and the addresses that its name stands for now. It belongs to
 * (backend, URL) and outlives the tables that have both. Shared by all event loops.
 */
public final class LiveEndpoint {
  /** How often the same trouble of an endpoint is told of. */
  private static final long TELL_NANOS = 60_000_000_000L;

  private final EndpointSpec spec;
  private final String name;
  private final byte[] hostField;
  private final LinkListener listener;
  private final EndpointPool[] pools;
  private final AtomicLong tellAgainAt = new AtomicLong(System.nanoTime());
  private final AtomicLong tellOfLoginAt = new AtomicLong(System.nanoTime());
  private final BackendHealth backend;
  private final EndpointWatch watch;
  private final @Nullable NameWatch names;
  private volatile AddressSet addresses = AddressSet.NONE;

  /** An endpoint whose name begins to be looked up. */
  LiveEndpoint(
      EndpointSpec spec,
      LinkSpec link,
      BackendPools connections,
      Links links,
      BackendHealth backend,
      EndpointHealth health) {
    this.spec = spec;
    this.name = spec.authority();
    this.hostField = Ascii.bytes(spec.hostField());
    this.listener = links.listener();
    this.backend = backend;
    this.watch = new EndpointWatch(this, health);
    this.pools = new EndpointPool[connections.loopCount()];
    for (int loop = 0; loop < pools.length; loop++) {
      pools[loop] = new EndpointPool(this, connections.on(loop));
    }
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(spec.host());
    if (literal == null) {
      boolean once = link.resolve() == LinkSpec.Resolve.ONCE;
      this.names = links.names().watch(spec.host(), once, this::moved);
    } else {
      this.names = null;
      addresses = AddressSet.NONE.replacedBy(List.of(literal), spec.port());
    }
  }

  /** The name stands for other addresses now. */
  private void moved(List<InetAddress> now) {
    addresses = addresses.replacedBy(now, spec.port());
    for (EndpointPool pool : pools) {
      pool.moved();
    }
  }

  EndpointSpec spec() {
    return spec;
  }

  /** The connections of a loop, by the loop's number. */
  EndpointPool on(int loop) {
    return pools[loop];
  }

  EndpointWatch watch() {
    return watch;
  }

  /** Whether it passes its checks, as far as there are any. */
  public boolean up() {
    return watch.standing().up();
  }

  /** Whether it is left alone for a time, for the requests that it failed. */
  public boolean ejected() {
    return watch.standing().ejected();
  }

  /** Whether it goes before those that are not. */
  boolean well() {
    return watch.standing().available() && known();
  }

  /** It has begun to answer a request. */
  void answered() {
    watch.streak().answered();
  }

  /** It has failed a request. */
  void failed(FailureKind kind) {
    if (kind.speaksAgainstEndpoint()) {
      backend.failed(this, kind);
    }
  }

  /** Keeps no connection from now on, and looks its name up no more. */
  void retire() {
    if (names != null) {
      names.close();
    }
    for (EndpointPool pool : pools) {
      pool.retire();
    }
  }

  /** The endpoint as {@code host:port}. */
  public String name() {
    return name;
  }

  /** What a Host field says that names the endpoint; not to be changed. */
  byte[] hostField() {
    return hostField;
  }

  /** Whether the name stands for an address. */
  public boolean known() {
    return addresses.size() > 0;
  }

  /** The addresses that the name stands for now. */
  AddressSet addresses() {
    return addresses;
  }

  /** Completes once the name was looked up, whatever came of it; a literal address never is. */
  CompletableFuture<Void> looked() {
    return names == null ? CompletableFuture.completedFuture(null) : names.first();
  }

  /** TLS to one of the addresses failed. */
  void tlsFailed(@Nullable Throwable cause, long now) {
    if (due(tellAgainAt, now)) {
      listener.tlsFailed(name, TlsTrouble.text(cause));
    }
  }

  /** An answer was refused that begins a login behind a trusted proxy. */
  void loginRefused(long now) {
    if (due(tellOfLoginAt, now)) {
      listener.loginRefused(name);
    }
  }

  private static boolean due(AtomicLong tellAt, long now) {
    long at = tellAt.get();
    return at - now <= 0 && tellAt.compareAndSet(at, now + TELL_NANOS);
  }
}
