package dev.banyan.server.e2e.network;

import java.util.function.Consumer;

/** What may happen to the network between a proxy and a backend. */
enum Trouble {
  /** Packets vanish: nobody is told, whether connecting, waiting or unused. */
  DARK(Namespace::darken, Namespace::lighten, true),
  /** Who connects is told at once that there is no way. */
  UNREACHABLE(Namespace::block, Namespace::unblock, true),
  /** The cable is out. */
  UNPLUGGED(Namespace::unplug, Namespace::plugIn, true),
  /** Packets are late, and some are lost. */
  DISTURBED(Namespace::disturb, Namespace::calm, false);

  private final Consumer<Namespace> begin;
  private final Consumer<Namespace> end;
  private final boolean total;

  Trouble(Consumer<Namespace> begin, Consumer<Namespace> end, boolean total) {
    this.begin = begin;
    this.end = end;
    this.total = total;
  }

  void begin(Namespace namespace) {
    begin.accept(namespace);
  }

  void end(Namespace namespace) {
    end.accept(namespace);
  }

  /** Whether nothing gets through, so that a breaker must open. */
  boolean total() {
    return total;
  }
}
