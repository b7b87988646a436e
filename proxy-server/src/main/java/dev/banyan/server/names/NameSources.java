package dev.banyan.server.names;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * Where names are looked up. Immutable.
 *
 * @param hosts the file that goes before all name servers
 * @param resolvConf says which name servers and search domains there are
 * @param servers the name servers; none for those of {@code resolvConf}
 */
public record NameSources(Path hosts, Path resolvConf, List<InetSocketAddress> servers) {
  /** Copies the list. */
  public NameSources {
    servers = List.copyOf(servers);
  }

  /** The files of the system, as the JDK has them. */
  public static NameSources system() {
    return new NameSources(Path.of("/etc/hosts"), Path.of("/etc/resolv.conf"), List.of());
  }
}
