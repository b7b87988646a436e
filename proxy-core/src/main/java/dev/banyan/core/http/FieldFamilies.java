package dev.banyan.core.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of fields that are treated alike: each family is one {@link KnownField}. A name belongs to
 * its family with underscores in place of hyphens too, since gateway interfaces make one variable
 * of both (RFC 3875 section 4.1.18). Stateless.
 */
final class FieldFamilies {
  private static final byte[] FORWARDED = Ascii.bytes("x-forwarded-");

  /** What proxies tell applications of a client: its address, host, scheme and certificate. */
  private static final String CLAIMS =
      """
      ali-cdn-real-ip
      cdn-src-ip
      cf-connecting-ip
      cf-connecting-ipv6
      cf-ipcountry
      cf-pseudo-ipv4
      cf-visitor
      client-cert
      client-cert-chain
      client-ip
      fastly-client-ip
      fastly-ssl
      fly-client-ip
      forwarded-for
      front-end-https
      proxy-client-ip
      ssl-client-cert
      true-client-ip
      wl-proxy-client-cert
      wl-proxy-client-ip
      wl-proxy-ssl
      x-appengine-user-ip
      x-arr-clientcert
      x-arr-ssl
      x-azure-clientip
      x-azure-socketip
      x-client-cert
      x-client-ip
      x-cluster-client-ip
      x-envoy-external-address
      x-envoy-internal
      x-forwarded
      x-host
      x-http-host-override
      x-nf-client-connection-ip
      x-original-forwarded-for
      x-original-host
      x-original-proto
      x-originating-ip
      x-proxyuser-ip
      x-remote-addr
      x-remote-ip
      x-scheme
      x-ssl-client-cert
      x-url-scheme
      x-vercel-forwarded-for
      """;

  private static final String URLS =
      """
      x-envoy-original-path
      x-original-uri
      x-original-url
      x-override-url
      x-rewrite-url
      """;

  private static final String METHODS =
      """
      x-http-method
      x-http-method-override
      x-method-override
      """;

  /** A name in lower case. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Name(byte[] lower, KnownField family) {}

  private static final Name[] NONE = {};

  /** By the length of the name. */
  private static final Name[][] NAMES = names();

  private FieldFamilies() {}

  private static Name[][] names() {
    List<Name> all = new ArrayList<>();
    add(CLAIMS, KnownField.CLIENT_CLAIM, all);
    add(URLS, KnownField.URL_OVERRIDE, all);
    add(METHODS, KnownField.METHOD_OVERRIDE, all);
    int longest = all.stream().mapToInt(name -> name.lower.length).max().orElse(0);
    Name[][] byLength = new Name[longest + 1][];
    for (int length = 0; length <= longest; length++) {
      int wanted = length;
      byLength[length] =
          all.stream().filter(name -> name.lower.length == wanted).toArray(Name[]::new);
    }
    return byLength;
  }

  private static void add(String names, KnownField family, List<Name> to) {
    names.lines().forEach(name -> to.add(new Name(Ascii.bytes(name), family)));
  }

  /** The family of the name in {@code bytes[start, end)}, which has none of its own; or null. */
  static @Nullable KnownField find(byte[] bytes, int start, int end) {
    int length = end - start;
    int behind = start + FORWARDED.length;
    if (behind < end && Imitations.spells(FORWARDED, bytes, start, behind)) {
      return Imitations.contains(bytes, start, end) ? null : KnownField.CLIENT_CLAIM;
    }
    for (Name name : length < NAMES.length ? NAMES[length] : NONE) {
      if (Imitations.spells(name.lower, bytes, start, end)) {
        return name.family;
      }
    }
    return null;
  }
}
