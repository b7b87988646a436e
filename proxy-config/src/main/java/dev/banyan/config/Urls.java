package dev.banyan.config;

import dev.banyan.config.document.UrlDocument;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HostRules;
import dev.banyan.core.http.Scheme;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** URLs of endpoints: {@code http://host:port}, with the scheme's own port if there is none. */
record Urls() implements ScalarType<UrlDocument> {
  /** The only one. */
  static final Urls INSTANCE = new Urls();

  private static final String EXPECTED = "a URL such as http://10.0.0.5:8080";

  @Override
  public String label() {
    return "URL";
  }

  @Override
  public Reading<UrlDocument> read(String text) {
    Scheme scheme = scheme(text);
    if (scheme == null) {
      return Reading.refused(EXPECTED, withScheme(text));
    }
    String authority = text.substring(prefix(scheme).length());
    if (authority.endsWith("/")) {
      authority = authority.substring(0, authority.length() - 1);
    }
    String tooMuch = tooMuch(authority);
    if (tooMuch != null) {
      return Reading.refused(scheme + "://host:port without " + tooMuch, null);
    }
    UrlDocument url = url(scheme, authority);
    return url == null ? Reading.refused(EXPECTED, null) : Reading.of(url);
  }

  private static @Nullable Scheme scheme(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Scheme scheme : Scheme.values()) {
      if (lower.startsWith(prefix(scheme))) {
        return scheme;
      }
    }
    return null;
  }

  private static String prefix(Scheme scheme) {
    return scheme + "://";
  }

  private static @Nullable String withScheme(String text) {
    boolean plain = text.indexOf('/') < 0 && url(Scheme.HTTP, text) != null;
    return plain ? prefix(Scheme.HTTP) + text : null;
  }

  private static @Nullable String tooMuch(String authority) {
    if (authority.indexOf('@') >= 0) {
      return "user and password";
    }
    if (authority.indexOf('?') >= 0) {
      return "a query";
    }
    if (authority.indexOf('#') >= 0) {
      return "a fragment";
    }
    return authority.indexOf('/') >= 0 ? "a path" : null;
  }

  /** Reads {@code host}, {@code host:port} or {@code [IPv6]:port}; null if it is none. */
  private static @Nullable UrlDocument url(Scheme scheme, String authority) {
    byte[] bytes = Ascii.bytes(authority);
    int hostEnd = HostRules.hostEnd(bytes, 0, bytes.length);
    if (hostEnd < 0 || hostEnd == bytes.length - 1) {
      return null;
    }
    String host = authority.substring(0, hostEnd);
    boolean bare = hostEnd == bytes.length;
    int port = bare ? scheme.port() : Integer.parseInt(authority.substring(hostEnd + 1));
    return port == 0 ? null : new UrlDocument(scheme.secure(), Hosts.withoutBrackets(host), port);
  }
}
