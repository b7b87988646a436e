package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import org.jspecify.annotations.Nullable;

/** Rewrites of addresses for tests: two endpoints of one backend, one of another. */
final class Addresses {
  private static final BackendAddresses BACKENDS =
      BackendAddresses.builder()
          .add("Backend", 9000)
          .add("10.0.0.5", 8080)
          .add("web", 80)
          .add("secure", 443)
          .add("fd00::5", 9000)
          .add("app.corp.example", 8080)
          .add("legacy.shop.example", 8080)
          .build();

  private Addresses() {}

  /** The rewrite for a client who asked for this host. */
  static AddressRewrite of(String host, boolean secure, PathBase base) {
    String line = host.isEmpty() ? "GET / HTTP/1.0\n" : "GET / HTTP/1.1\nHost: " + host + "\n";
    return of(Heads.request(line), secure, TrustedProxies.NONE, base);
  }

  /** The rewrite for a client whose request came like this. */
  static AddressRewrite of(
      RequestHead head, boolean secure, TrustedProxies proxies, PathBase base) {
    Peer peer = new Peer(new byte[] {10, 9, 9, 9}, secure, secure ? 8443 : 8080);
    return new AddressRewrite(BACKENDS, ClientOrigin.of(head, peer, proxies), base);
  }

  /** The rewrite for a client of {@code https://shop.example}, without a rewrite of the path. */
  static AddressRewrite ofShop() {
    return of("shop.example", true, PathBase.SAME);
  }

  /** The base of a route that puts {@code inner} in the place of {@code outer}. */
  static PathBase base(String outer, String inner) {
    return new PathBase(Ascii.bytes(outer), Ascii.bytes(inner));
  }

  /** How a rewrite changes a range of bytes. */
  @FunctionalInterface
  interface Change {
    byte @Nullable [] value(byte[] bytes, int start, int end);
  }

  /** The changed text, or {@code text} if it stays; with other bytes around the range. */
  static String change(String text, Change change) {
    byte[] bytes = Ascii.bytes("http://backend:9000/" + text + ":9000/; Domain=backend");
    int start = 20;
    int end = start + text.length();
    byte[] changed = change.value(bytes, start, end);
    return changed == null ? text : Ascii.string(changed, 0, changed.length);
  }
}
