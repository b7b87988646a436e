package dev.banyan.server.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says whether Banyan may be sent traffic. Shared-safe; asked on the admin event loop. */
@FunctionalInterface
public interface Readiness {
  /** The state at this moment. */
  State state();

  /**
   * What decides, and what was loaded. Immutable.
   *
   * @param listening whether all listeners accept
   * @param draining whether Banyan is about to stop
   * @param tableDigest the digest of the route table in force; null if there is none yet
   * @param tableLoaded when that table took effect; null if there is none yet
   * @param lastReload the result of the last reload, in a line; null if there was none
   */
  record State(
      boolean listening,
      boolean draining,
      @Nullable String tableDigest,
      @Nullable Instant tableLoaded,
      @Nullable String lastReload) {

    /** Whether traffic may come. */
    public boolean ready() {
      return listening && !draining;
    }
  }
}
