package dev.banyan.server.admin;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HostRules;
import dev.banyan.server.transport.Complaint;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by which names the pages of the admin port may be asked for. A page of another site can
 * have a name of its own made to stand for this machine, and read through an operator's browser
 * what is answered by that name. So a {@code Host} must be an address, a name that no public name
 * server can give to anybody, or one that the table names. Shared-safe.
 */
public final class AdminHosts {
  private static final Logger LOG = LoggerFactory.getLogger(AdminHosts.class);

  private final Set<String> names = new HashSet<>();
  private final Complaint complaint = new Complaint();

  /**
   * The hosts of an admin port.
   *
   * @param named names that may be asked for beside those that always may, in any case
   */
  public AdminHosts(Collection<String> named) {
    named.forEach(name -> names.add(plain(name)));
  }

  /**
   * Whether a request names this port. One of HTTP/1.0 need not name any; browsers always do.
   * Another is told of in the log, once a minute.
   */
  boolean isNamedBy(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty()) {
      return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }
    if (hosts.size() == 1 && isNamed(hosts.get(0))) {
      return true;
    }
    if (complaint.due()) {
      LOG.warn(
          "admin: a request for Host {} was refused; if that is a name of this port, put it into"
              + " admin.hosts",
          shown(hosts.get(0)));
    }
    return false;
  }

  private boolean isNamed(String written) {
    byte[] bytes = Ascii.bytes(written);
    int end = HostRules.hostEnd(bytes, 0, bytes.length);
    if (end <= 0) {
      return false;
    }
    String host = plain(written.substring(0, end));
    return host.startsWith("[")
        || host.indexOf('.') < 0
        || NetUtil.isValidIpV4Address(host)
        || names.contains(host);
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static String shown(String host) {
    return host.length() > 100 ? host.substring(0, 100) + "..." : host;
  }
}
