package dev.banyan.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The admin port. Immutable.
 *
 * @param listen where it listens
 * @param hosts names by which its pages may be asked for, beside addresses and names without a dot
 * @param tokenFile the file with the secret of those who may change something; null if only this
 *     machine may
 */
public record AdminSpec(ListenSpec listen, List<String> hosts, @Nullable Path tokenFile) {
  /** Copies the list. */
  public AdminSpec {
    hosts = List.copyOf(hosts);
  }
}
