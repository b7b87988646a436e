package dev.banyan.server.e2e;

import dev.banyan.server.names.NameSources;
import dev.banyan.testkit.DnsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Names that come from a test's own name server alone. */
public final class TestNames {
  private TestNames() {}

  /**
   * Sources without a hosts file, which ask this server and wait a second for it.
   *
   * @param folder where their files are written
   */
  public static NameSources from(DnsServer dns, Path folder) {
    Path hosts = folder.resolve("hosts");
    Path resolvConf = folder.resolve("resolv.conf");
    try {
      Files.writeString(hosts, "");
      Files.writeString(resolvConf, "options timeout:1\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new NameSources(hosts, resolvConf, List.of(dns.address()));
  }
}
