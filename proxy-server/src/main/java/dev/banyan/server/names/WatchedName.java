package dev.banyan.server.names;

import dev.banyan.server.names.Resolution.Result;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name that somebody watches: what it stands for, and when it is looked up next. Confined to the
 * names' thread.
 */
final class WatchedName {
  /** So many failures in a row are told of; a name without an address is at the first. */
  private static final int FAILURES_TOLD = 3;

  /**
   * What is watched.
   *
   * @param name in lower case
   * @param once whether it is looked up only until an address is known
   */
  record Key(String name, boolean once) {}

  private final Key key;
  private final Names names;
  private final List<NameWatch> watches = new ArrayList<>();
  private List<InetAddress> addresses = List.of();
  private boolean looked;
  private int failures;
  private boolean toldOfFailure;
  private @Nullable Runnable pending;

  WatchedName(Key key, Names names) {
    this.key = key;
    this.names = names;
  }

  boolean unwatched() {
    return watches.isEmpty();
  }

  void add(NameWatch watch) {
    watches.add(watch);
    if (!addresses.isEmpty()) {
      watch.tell(addresses);
    }
    if (looked) {
      watch.first().complete(null);
    }
  }

  void remove(NameWatch watch) {
    watches.remove(watch);
    if (watches.isEmpty() && pending != null) {
      pending.run();
      pending = null;
    }
  }

  /** Looks the name up. */
  void look() {
    pending = null;
    names.resolver().look(key.name(), this::looked);
  }

  private void looked(Resolution resolution) {
    if (watches.isEmpty()) {
      return;
    }
    looked = true;
    names.count(resolution.result());
    if (resolution.result() == Result.OK) {
      found(resolution);
    } else {
      failed(resolution.result());
    }
    List.copyOf(watches).forEach(watch -> watch.first().complete(null));
  }

  private void found(Resolution resolution) {
    failures = 0;
    List<InetAddress> before = addresses;
    addresses = withKept(resolution);
    boolean changed = !addresses.equals(before);
    if (changed) {
      List.copyOf(watches).forEach(watch -> watch.tell(addresses));
    }
    if (toldOfFailure || changed) {
      toldOfFailure = false;
      names.listener().found(key.name(), before, addresses);
    }
    if (!key.once()) {
      lookIn(LookPace.afterAnswer(resolution));
    }
  }

  /** What was found, and what was known before of a kind for which no server had an answer. */
  private List<InetAddress> withKept(Resolution resolution) {
    if (resolution.unanswered().isEmpty()) {
      return resolution.addresses();
    }
    List<InetAddress> all = new ArrayList<>(resolution.addresses());
    for (InetAddress known : addresses) {
      if (resolution.unanswered().contains(AddressFamily.of(known))) {
        all.add(known);
      }
    }
    return Resolver.sorted(all);
  }

  private void failed(Result result) {
    failures++;
    if (!toldOfFailure && (addresses.isEmpty() || failures >= FAILURES_TOLD)) {
      toldOfFailure = true;
      String why =
          result == Result.UNKNOWN
              ? "the name servers know no address of it"
              : "no name server has an answer";
      names.listener().failing(key.name(), why, addresses);
    }
    lookIn(LookPace.afterFailure(failures));
  }

  private void lookIn(long seconds) {
    pending = names.schedule(this::look, seconds);
  }
}
