package dev.banyan.server.boot;

import dev.banyan.server.backend.LinkListener;
import dev.banyan.server.names.NameListener;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what becomes of names and of TLS to backends. Shared-safe. */
final class LinkLog implements NameListener, LinkListener {
  private static final Logger LOG = LoggerFactory.getLogger(LinkLog.class);

  @Override
  public void found(String name, List<InetAddress> before, List<InetAddress> now) {
    if (before.isEmpty()) {
      LOG.info("name {}: {}", name, text(now));
    } else if (before.equals(now)) {
      LOG.info("name {}: found again, {} as before", name, text(now));
    } else {
      LOG.info("name {}: {} instead of {}", name, text(now), text(before));
    }
  }

  @Override
  public void failing(String name, String why, List<InetAddress> kept) {
    if (kept.isEmpty()) {
      LOG.warn("name {}: {}; its endpoints can't be reached until one is found", name, why);
    } else {
      LOG.warn("name {}: {}; {} is used on", name, why, text(kept));
    }
  }

  @Override
  public void unanswered(String name, String kinds, List<InetAddress> used) {
    LOG.warn(
        "name {}: no name server has an answer about {} addresses; {} is used",
        name,
        kinds,
        text(used));
  }

  @Override
  public void slow(String name, long seconds) {
    LOG.warn(
        "name {}: no answer after {} s; its endpoints can't be reached until one comes",
        name,
        seconds);
  }

  @Override
  public void unreadable(Path file, String why) {
    LOG.warn("{}: {}; names are looked up without it, or not at all", file, why);
  }

  @Override
  public void insecure(String backend) {
    LOG.warn("backend {}: insecure: its certificate is not verified", backend);
  }

  @Override
  public void tlsFailed(String endpoint, String why) {
    LOG.warn("endpoint {}: TLS failed: {}", endpoint, why);
  }

  @Override
  public void loginRefused(String endpoint) {
    LOG.warn(
        "endpoint {}: asks for NTLM or Negotiate, which log a connection in; refused, since the"
            + " peer is in `trusted-proxies` and its connection may be many users' (if it is one"
            + " user's: `connection-auth: always` on the backend)",
        endpoint);
  }

  private static String text(List<InetAddress> addresses) {
    return String.join(", ", addresses.stream().map(InetAddress::getHostAddress).toList());
  }
}
