package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Authority;
import dev.banyan.core.http.IpAddress;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import java.util.Arrays;

/**
 * Whom a request comes from and what they asked for, as far as that can be believed. Of a peer that
 * is no trusted proxy nothing is believed but its address; a trusted one speaks for the client that
 * stands before it. Immutable.
 *
 * <p>{@code X-Forwarded-For} goes before {@code Forwarded} (RFC 7239): most proxies write the first
 * and let the second of whoever stands before them through.
 */
public final class ClientOrigin {
  private static final byte[] HTTPS = Ascii.bytes("https");
  private static final byte[] HTTP = Ascii.bytes("http");
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final byte[] address;
  private final String text;
  private final boolean trusted;
  private final boolean secure;
  private final Authority host;
  private final int port;

  private ClientOrigin(
      byte[] address, String text, boolean trusted, boolean secure, Authority host, int port) {
    this.address = address;
    this.text = text;
    this.trusted = trusted;
    this.secure = secure;
    this.host = host;
    this.port = port;
  }

  /** What is known of a request that {@code peer} sent. */
  public static ClientOrigin of(RequestHead head, Peer peer, TrustedProxies proxies) {
    if (!proxies.trusts(peer.address())) {
      Authority host = Authority.asked(head);
      int port = port(host, peer, peer.secure());
      return new ClientOrigin(peer.address(), peer.text(), false, peer.secure(), host, port);
    }
    return head.has(KnownField.FORWARDED) && !head.has(KnownField.X_FORWARDED_FOR)
        ? byForwarded(head, peer, proxies)
        : byChain(head, peer, proxies);
  }

  private static ClientOrigin byChain(RequestHead head, Peer peer, TrustedProxies proxies) {
    byte[] client = ForwardedForChain.client(head, peer.address(), proxies);
    String scheme = FirstElement.of(head, KnownField.X_FORWARDED_PROTO);
    Authority host = Authority.read(FirstElement.of(head, KnownField.X_FORWARDED_HOST));
    int port = PortNumber.read(FirstElement.of(head, KnownField.X_FORWARDED_PORT));
    return believed(head, peer, client, scheme, host, port);
  }

  private static ClientOrigin byForwarded(RequestHead head, Peer peer, TrustedProxies proxies) {
    ForwardedElement element = ForwardedReader.client(head, proxies);
    return element == null
        ? believed(head, peer, peer.address(), "", Authority.NONE, 0)
        : believed(
            head, peer, element.client(), element.proto(), Authority.read(element.host()), 0);
  }

  private static ClientOrigin believed(
      RequestHead head, Peer peer, byte[] client, String scheme, Authority said, int saidPort) {
    boolean secure = isSecure(scheme, peer);
    Authority host = said.isEmpty() ? Authority.asked(head) : said;
    int port = saidPort > 0 ? saidPort : port(host, peer, secure);
    String text = Arrays.equals(client, peer.address()) ? peer.text() : IpAddress.text(client);
    return new ClientOrigin(client, text, true, secure, host, port);
  }

  private static boolean isSecure(String scheme, Peer peer) {
    byte[] bytes = Ascii.bytes(scheme);
    if (Ascii.equalsLower(HTTPS, bytes, 0, bytes.length)) {
      return true;
    }
    return !Ascii.equalsLower(HTTP, bytes, 0, bytes.length) && peer.secure();
  }

  /** The port that the client asked for: named with the host, or that of the scheme. */
  private static int port(Authority host, Peer peer, boolean secure) {
    if (host.isEmpty()) {
      return peer.localPort();
    }
    int named = host.port(0);
    return named > 0 ? named : secure ? HTTPS_PORT : HTTP_PORT;
  }

  /** The client's address: 4 or 16 bytes in network order; not to be changed. */
  public byte[] address() {
    return address;
  }

  /** The client's address as text, without a port. */
  public String text() {
    return text;
  }

  /** Whether the peer is a trusted proxy. */
  public boolean trusted() {
    return trusted;
  }

  /** Whether the client's own connection is encrypted. */
  public boolean secure() {
    return secure;
  }

  /** The scheme of the address that the client asked for. */
  public String scheme() {
    return secure ? "https" : "http";
  }

  byte[] schemeBytes() {
    return secure ? HTTPS : HTTP;
  }

  /** The host that the client asked for, with the port if it named one; empty if it named none. */
  public Authority host() {
    return host;
  }

  /** The port that the client asked for, 1 to 65535. */
  public int port() {
    return port;
  }
}
