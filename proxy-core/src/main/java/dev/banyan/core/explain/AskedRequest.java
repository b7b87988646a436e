package dev.banyan.core.explain;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Credentials;
import dev.banyan.core.http.HostRules;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to be explained, as bytes on the wire: what a client sends that is given a URL
 * and fields. Immutable.
 *
 * @param head the head; not to be changed
 * @param client the address that it comes from, 4 or 16 bytes; not to be changed
 * @param clientGiven whether somebody named the address; else it is assumed
 * @param secure whether the URL is an https one
 * @param hostReplaced whether a Host field took the place of the URL's host
 */
@SuppressWarnings("ArrayRecordComponent")
public record AskedRequest(
    byte[] head, byte[] client, boolean clientGiven, boolean secure, boolean hostReplaced) {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final String HTTP = "http://";
  private static final String HTTPS = "https://";

  /**
   * Makes the request of a method, a URL and fields. The target is what follows the URL's host,
   * byte for byte; a Host field takes the place of the URL's host, as with clients on a command
   * line.
   *
   * @param url as in {@code http://shop.example/cart?x=1}, or {@code /cart}
   * @param fields as in {@code Name: value}
   * @param client the address that it comes from; null for this machine's own
   * @throws IllegalArgumentException if no client could send it so; the message says what is
   *     expected
   */
  public static AskedRequest of(
      String method, String url, List<String> fields, @Nullable String client) {
    byte[] address = client == null ? LOOPBACK : IpAddress.parse(client);
    if (address == null) {
      throw refused("client", client, "an IP address, as in 192.0.2.7");
    }
    boolean secure = startsWith(url, HTTPS);
    String host = host(url);
    StringBuilder lines = new StringBuilder();
    lines.append(checkedMethod(method)).append(' ');
    lines.append(target(method, url, host)).append(" HTTP/1.1\r\n");
    boolean hostGiven = fields.stream().anyMatch(AskedRequest::isHost);
    if (host != null && !hostGiven) {
      lines.append("Host: ").append(host).append("\r\n");
    }
    fields.forEach(field -> lines.append(checkedField(field)).append("\r\n"));
    byte[] head = lines.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    boolean replaced = host != null && hostGiven;
    return new AskedRequest(head, address, client != null, secure, replaced);
  }

  private static boolean startsWith(String url, String scheme) {
    return url.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static String checkedMethod(String method) {
    byte[] bytes = method.getBytes(StandardCharsets.UTF_8);
    boolean token = bytes.length > 0;
    for (byte b : bytes) {
      token &= Ascii.isTokenByte(b);
    }
    if (!token) {
      throw refused("method", method, "a word such as GET");
    }
    String upper = method.toUpperCase(Locale.ROOT);
    if (!upper.equals(method) && HttpMethod.named(upper) != null) {
      throw refused("method", method, upper + "; methods have a case");
    }
    return method;
  }

  /** Host and port of a URL; null if it is a path alone. */
  private static @Nullable String host(String url) {
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        throw refused("url", url, "%20 for a space, no control characters");
      }
      if (c == '#') {
        throw refused("url", url, "no # and what follows it: clients keep that for themselves");
      }
    }
    if (url.startsWith("/") || url.equals("*")) {
      return null;
    }
    int start = startsWith(url, HTTPS) ? HTTPS.length() : HTTP.length();
    if (start == HTTP.length() && !startsWith(url, HTTP)) {
      throw refused("url", url, "http://HOST/PATH, or /PATH with a Host header");
    }
    String host = url.substring(start, authorityEnd(url, start));
    byte[] bytes = host.getBytes(StandardCharsets.UTF_8);
    if (HostRules.hostEnd(bytes, 0, bytes.length) < 0) {
      throw refused("url", url, "a host name or an address behind ://, and a port if any");
    }
    return host;
  }

  private static int authorityEnd(String url, int start) {
    int at = start;
    while (at < url.length() && url.charAt(at) != '/' && url.charAt(at) != '?') {
      at++;
    }
    return at;
  }

  /** Path and query (RFC 9112 section 3.2.1). */
  private static String target(String method, String url, @Nullable String host) {
    if (host == null) {
      if (url.equals("*") && !method.equals("OPTIONS")) {
        throw refused("url", url, "a path; * is for OPTIONS alone");
      }
      return url;
    }
    String rest = url.substring(authorityEnd(url, url.indexOf("://") + 3));
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private static boolean isHost(String field) {
    return field.regionMatches(true, 0, "host:", 0, "host:".length());
  }

  private static String checkedField(String field) {
    int colon = field.indexOf(':');
    byte[] name = field.substring(0, Math.max(colon, 0)).getBytes(StandardCharsets.UTF_8);
    boolean token = name.length > 0;
    for (byte b : name) {
      token &= Ascii.isTokenByte(b);
    }
    if (!token) {
      throw refused("header", field, "'Name: value'");
    }
    for (int i = colon + 1; i < field.length(); i++) {
      char c = field.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw refused("header", field, "a value without control characters");
      }
    }
    return field;
  }

  private static IllegalArgumentException refused(
      String what, @Nullable String found, String expected) {
    String shown =
        found == null || found.isEmpty() ? "\"\"" : Words.shown(Credentials.hidden(found));
    return new IllegalArgumentException(what + ": " + shown + " (expected: " + expected + ")");
  }
}
