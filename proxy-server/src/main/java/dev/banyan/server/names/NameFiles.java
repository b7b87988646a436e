package dev.banyan.server.names;

import dev.banyan.config.file.BoundedFile;
import io.netty.resolver.HostsFileEntriesProvider;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the two files that names are looked up by, anew each time. One that is not there is as good
 * as an empty one; one that can't be read is told of, once until it can. Confined to the names'
 * thread.
 */
final class NameFiles {
  /** Room for a hosts file that blocks some hundred thousand names. */
  private static final int MOST_HOSTS_BYTES = 8 << 20;

  private static final int MOST_CONF_BYTES = 64 << 10;

  private final NameSources sources;
  private final NameListener listener;
  private final Set<Path> unreadable = new HashSet<>();

  NameFiles(NameSources sources, NameListener listener) {
    this.sources = sources;
    this.listener = listener;
  }

  /** What the hosts file says of a name in lower case; nothing if it can't be read. */
  List<InetAddress> hosts(String name) {
    String text = text(sources.hosts(), MOST_HOSTS_BYTES);
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    HostsFileEntriesProvider entries;
    try {
      entries = HostsFileEntriesProvider.parser().parse(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can't be read", e);
    }
    String key = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    List<InetAddress> found = new ArrayList<>();
    found.addAll(entries.ipv4Entries().getOrDefault(key, List.of()));
    found.addAll(entries.ipv6Entries().getOrDefault(key, List.of()));
    return found;
  }

  /**
   * How names are looked up; null if {@code resolv.conf} can't be read. Nobody is asked then: which
   * servers would know the name is not known.
   */
  @Nullable ResolvConf resolvConf() {
    String text = text(sources.resolvConf(), MOST_CONF_BYTES);
    if (text == null) {
      return null;
    }
    ResolvConf written = ResolvConf.of(text.lines().toList());
    return sources.servers().isEmpty() ? written : written.withServers(sources.servers());
  }

  private @Nullable String text(Path file, int mostBytes) {
    try {
      byte[] content = BoundedFile.read(file, mostBytes);
      unreadable.remove(file);
      return new String(content, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      unreadable.remove(file);
      return "";
    } catch (IOException e) {
      if (unreadable.add(file)) {
        listener.unreadable(file, BoundedFile.why(e));
      }
      return null;
    }
  }
}
