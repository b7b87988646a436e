package dev.banyan.server.names;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code resolv.conf} says, with the bounds and defaults of resolv.conf(5). Immutable.
 *
 * @param servers the name servers, asked in turn, at least one
 * @param search the domains in which names are looked for
 * @param ndots how many dots a name needs to be looked for as it is at first, 1 or more
 * @param timeout how long an answer is awaited
 */
record ResolvConf(
    List<InetSocketAddress> servers, List<String> search, int ndots, Duration timeout) {
  private static final int DNS_PORT = 53;
  private static final int MOST_SERVERS = 3;
  private static final int MOST_NDOTS = 15;
  private static final int MOST_SECONDS = 30;
  private static final InetSocketAddress LOCAL =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), DNS_PORT);

  ResolvConf {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
  }

  /** Reads the lines of the file; none for a file that is missing. */
  static ResolvConf of(List<String> lines) {
    List<InetSocketAddress> servers = new ArrayList<>();
    List<String> search = List.of();
    int ndots = 1;
    int seconds = 5;
    for (String line : lines) {
      String[] words = line.strip().split("\\s+");
      switch (words[0]) {
        case "nameserver" -> addServer(words, servers);
        case "search", "domain" -> search = domains(words);
        case "options" -> {
          ndots = option("ndots:", words, ndots, 1, MOST_NDOTS);
          seconds = option("timeout:", words, seconds, 1, MOST_SECONDS);
        }
        default -> {}
      }
    }
    return new ResolvConf(
        servers.isEmpty() ? List.of(LOCAL) : servers, search, ndots, Duration.ofSeconds(seconds));
  }

  /** The same, but these name servers are asked. */
  ResolvConf withServers(List<InetSocketAddress> others) {
    return new ResolvConf(others, search, ndots, timeout);
  }

  private static void addServer(String[] words, List<InetSocketAddress> servers) {
    String text = words.length > 1 ? words[1] : "";
    boolean literal = NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
    if (literal && servers.size() < MOST_SERVERS) {
      try {
        servers.add(new InetSocketAddress(InetAddress.getByName(text), DNS_PORT));
      } catch (UnknownHostException e) {
        // A zone that this machine has not: nobody could be asked there.
      }
    }
  }

  /** The root is no domain to look in: names that are not found stand in it anyway. */
  private static List<String> domains(String[] words) {
    return Arrays.stream(words).skip(1).filter(word -> !word.equals(".")).toList();
  }

  private static int option(String name, String[] words, int before, int least, int most) {
    int value = before;
    for (String word : words) {
      if (word.startsWith(name) && word.substring(name.length()).matches("\\d{1,4}")) {
        int written = Integer.parseInt(word.substring(name.length()));
        value = Math.max(least, Math.min(most, written));
      }
    }
    return value;
  }
}
