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

  private FieldFamilies() {}

  /** All names that are listed. */
  static List<FieldName> names() {
    List<FieldName> all = new ArrayList<>();
    add(CLAIMS, KnownField.CLIENT_CLAIM, all);
    add(URLS, KnownField.URL_OVERRIDE, all);
    add(METHODS, KnownField.METHOD_OVERRIDE, all);
    return all;
  }

  private static void add(String names, KnownField family, List<FieldName> to) {
    names.lines().forEach(name -> to.add(new FieldName(Ascii.bytes(name), family, true)));
  }

  /** The family of a name that begins like those of forwarding, and is none of them; or null. */
  static @Nullable KnownField forwarded(byte[] bytes, int start, int end) {
    int behind = start + FORWARDED.length;
    boolean forwarded = behind < end && Imitations.spells(FORWARDED, bytes, start, behind);
    return forwarded && !Imitations.contains(bytes, start, end) ? KnownField.CLIENT_CLAIM : null;
  }
}
