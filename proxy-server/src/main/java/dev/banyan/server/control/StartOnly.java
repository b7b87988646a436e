package dev.banyan.server.control;

import dev.banyan.config.LoadedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The keys of a table that are read at the start only. Stateless. */
final class StartOnly {
  private StartOnly() {}

  /** Those in which two tables differ. */
  static List<String> changed(LoadedTable before, LoadedTable after) {
    List<String> keys = new ArrayList<>();
    if (!Objects.equals(before.admin(), after.admin())) {
      keys.add("admin");
    }
    if (!before.accessLog().equals(after.accessLog())) {
      keys.add("access-log");
    }
    if (before.metricsRoutes() != after.metricsRoutes()
        || before.metricsResilience4j() != after.metricsResilience4j()) {
      keys.add("metrics");
    }
    return keys;
  }
}
