package dev.banyan.server.control;

import dev.banyan.config.ListenSpec;
import dev.banyan.server.listen.ListenException;
import dev.banyan.server.listen.Listeners;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the ports that are bound in step with the table. Confined to the control thread. */
final class Ports {
  private final Listeners listeners;
  private final Map<ListenSpec, InetSocketAddress> bound = new LinkedHashMap<>();

  Ports(Listeners listeners) {
    this.listeners = listeners;
  }

  /** The addresses that are bound, in the order in which they were. */
  List<InetSocketAddress> addresses() {
    return List.copyOf(bound.values());
  }

  /**
   * Binds what is wanted and not bound.
   *
   * @return what was bound by this call
   * @throws ListenException if one can't be bound; what this call bound is given up again
   */
  List<ListenSpec> open(List<ListenSpec> wanted) throws ListenException {
    List<ListenSpec> opened = new ArrayList<>();
    for (ListenSpec spec : wanted) {
      if (!bound.containsKey(spec)) {
        try {
          bound.put(spec, listeners.bind(address(spec)));
        } catch (ListenException e) {
          opened.forEach(this::close);
          throw e;
        }
        opened.add(spec);
      }
    }
    return opened;
  }

  /** Closes what is bound and not wanted; connections stay. */
  void closeOthers(List<ListenSpec> wanted) {
    for (ListenSpec spec : List.copyOf(bound.keySet())) {
      if (!wanted.contains(spec)) {
        close(spec);
      }
    }
  }

  private void close(ListenSpec spec) {
    InetSocketAddress address = bound.remove(spec);
    if (address != null) {
      listeners.unbind(address);
    }
  }

  private static InetSocketAddress address(ListenSpec spec) {
    return spec.host().isEmpty()
        ? new InetSocketAddress(spec.port())
        : new InetSocketAddress(spec.host(), spec.port());
  }
}
