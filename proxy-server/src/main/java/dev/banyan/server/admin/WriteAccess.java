package dev.banyan.server.admin;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may change something through the admin port: with a token file, who sends the secret;
 * without one, who asks from this machine, for this machine. A browser never may, so that no page
 * that an operator looks at can use the operator's machine, be it by another site's request or by a
 * name that was made to stand for this machine. Shared-safe.
 */
public final class WriteAccess {
  private static final Logger LOG = LoggerFactory.getLogger(WriteAccess.class);
  private static final String BEARER = "Bearer ";
  private static final List<String> OF_BROWSERS = List.of("origin", "sec-fetch-site", "referer");
  private static final List<String> OF_PROXIES =
      List.of("forwarded", "x-forwarded-for", "x-real-ip", "via");

  private final @Nullable TokenFile token;

  private WriteAccess(@Nullable TokenFile token) {
    this.token = token;
  }

  /**
   * Access with the secret of a file.
   *
   * @param tokenFile null for this machine alone
   * @throws IOException if the file holds no secret, with a message that names the key
   */
  public static WriteAccess of(@Nullable Path tokenFile) throws IOException {
    return new WriteAccess(tokenFile == null ? null : TokenFile.of(tokenFile));
  }

  /** The answer to a request that may not change anything; null if it may. */
  @Nullable AdminPage refusal(InetAddress peer, HttpHeaders headers) {
    if (OF_BROWSERS.stream().anyMatch(headers::contains)) {
      return AdminPage.forbidden("not from a browser");
    }
    return token == null ? refusalOfOthers(peer, headers) : refusal(token, headers);
  }

  private static @Nullable AdminPage refusal(TokenFile token, HttpHeaders headers) {
    List<String> given = headers.getAll(HttpHeaderNames.AUTHORIZATION);
    try {
      boolean right =
          given.size() == 1
              && given.get(0).startsWith(BEARER)
              && token.holds(given.get(0).substring(BEARER.length()).strip());
      return right ? null : AdminPage.unauthorized();
    } catch (IOException e) {
      LOG.warn("{}, so nobody may change anything", e.getMessage());
      return AdminPage.forbidden("no secret is known");
    }
  }

  private static @Nullable AdminPage refusalOfOthers(InetAddress peer, HttpHeaders headers) {
    boolean direct = OF_PROXIES.stream().noneMatch(headers::contains);
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (peer.isLoopbackAddress() && direct && hosts.size() == 1 && isThisMachine(hosts.get(0))) {
      return null;
    }
    return AdminPage.forbidden(
        "only from this machine, by the name localhost or a loopback address, unless"
            + " admin.token-file is set");
  }

  /** Whether a {@code Host} names the loopback, with or without a port. */
  private static boolean isThisMachine(String host) {
    return host.matches("(?i)(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");
  }
}
