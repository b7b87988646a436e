package dev.banyan.server.names;

import dev.banyan.server.names.Resolution.Result;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name that somebody watches: what it stands for, and when it is looked up next. Confined to the
 * names' thread.
 */
final class WatchedName implements LookUp {
  /** So many failures in a row are told of; a name without an address is at the first. */
  private static final int FAILURES_TOLD = 3;

  /** So long a first answer may take before that is told of. */
  private static final long SLOW_SECONDS = 2;

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
  private boolean toldUnanswered;
  private @Nullable Runnable pending;

  /** Calls off what tells of a slow first answer; null before it was first awaited. */
  private @Nullable Runnable slowness;

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
    if (!watches.isEmpty()) {
      return;
    }
    endSlowness();
    if (pending != null) {
      pending.run();
      pending = null;
    }
  }

  /** Looks the name up. */
  void look() {
    pending = null;
    awaitAnswer();
    try {
      names.resolver().look(key.name(), this);
    } catch (RuntimeException e) {
      // Whatever it is, the name is looked up again.
      ended(Resolution.failed());
    }
  }

  /** Tells when requests may long be refused for want of an address, and no answer is in sight. */
  private void awaitAnswer() {
    if (addresses.isEmpty() && !toldOfFailure && slowness == null) {
      slowness =
          names.schedule(() -> names.listener().slow(key.name(), SLOW_SECONDS), SLOW_SECONDS);
    }
  }

  private void endSlowness() {
    if (slowness != null) {
      slowness.run();
    }
  }

  @Override
  public void partly(Resolution sofar) {
    if (!watches.isEmpty()) {
      use(sofar);
      lookedUp();
    }
  }

  @Override
  public void ended(Resolution resolution) {
    endSlowness();
    if (watches.isEmpty()) {
      return;
    }
    names.count(resolution.result());
    if (resolution.result() == Result.OK) {
      use(resolution);
      tellUnanswered(resolution.unanswered());
      if (!key.once()) {
        lookIn(LookPace.afterAnswer(resolution));
      }
    } else {
      failed(resolution);
    }
    lookedUp();
  }

  private void lookedUp() {
    looked = true;
    List.copyOf(watches).forEach(watch -> watch.first().complete(null));
  }

  private void use(Resolution resolution) {
    endSlowness();
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
  }

  private void tellUnanswered(Set<AddressFamily> unanswered) {
    if (unanswered.isEmpty()) {
      toldUnanswered = false;
    } else if (!toldUnanswered) {
      toldUnanswered = true;
      String kinds =
          String.join(", ", unanswered.stream().map(AddressFamily::label).sorted().toList());
      names.listener().unanswered(key.name(), kinds, addresses);
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

  private void failed(Resolution resolution) {
    failures++;
    if (!toldOfFailure && (addresses.isEmpty() || failures >= FAILURES_TOLD)) {
      toldOfFailure = true;
      names.listener().failing(key.name(), resolution.why(), addresses);
    }
    lookIn(LookPace.afterFailure(failures));
  }

  private void lookIn(long seconds) {
    pending = names.schedule(this::look, seconds);
  }
}
