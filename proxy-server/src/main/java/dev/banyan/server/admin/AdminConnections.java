package dev.banyan.server.admin;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections of the admin port, and the pages that they have not taken yet. Who wants to take
 * the port away from a probe by saying nothing goes first. Confined to the admin loop.
 */
final class AdminConnections {
  /** How many there may be; one more takes the place of the one that was silent for longest. */
  static final int MOST = 64;

  private static final Comparator<AdminHandler> SILENT_FIRST =
      Comparator.comparing(AdminHandler::answering).thenComparingLong(AdminHandler::silentSince);

  private final long mostPageBytes;
  private final Set<AdminHandler> open = new LinkedHashSet<>();
  private long pageBytes;

  /**
   * No connection.
   *
   * @param mostPageBytes how much pages may hold that are not taken yet, beside the newest
   */
  AdminConnections(long mostPageBytes) {
    this.mostPageBytes = mostPageBytes;
  }

  void opened(AdminHandler handler) {
    if (open.size() >= MOST) {
      close(first(open, each -> true));
    }
    open.add(handler);
  }

  void closed(AdminHandler handler) {
    open.remove(handler);
  }

  /** A page is sent: where those that are not taken yet are too much, the oldest of them goes. */
  void sending(AdminHandler handler, int bytes) {
    pageBytes += bytes;
    while (pageBytes > mostPageBytes) {
      AdminHandler oldest = first(open, each -> each.answering() && !each.equals(handler));
      if (oldest == null) {
        return;
      }
      close(oldest);
    }
  }

  /** A page was taken, or is no longer sent. */
  void sent(int bytes) {
    pageBytes -= bytes;
  }

  private void close(@Nullable AdminHandler handler) {
    if (handler != null) {
      open.remove(handler);
      handler.close();
    }
  }

  private static @Nullable AdminHandler first(
      Collection<AdminHandler> of, Predicate<AdminHandler> which) {
    return of.stream().filter(which).min(SILENT_FIRST).orElse(null);
  }
}
