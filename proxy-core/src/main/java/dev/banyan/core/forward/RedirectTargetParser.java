package dev.banyan.core.forward;

import dev.banyan.core.forward.Template.Place;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HostRules;
import dev.banyan.core.routing.PathPattern;
import org.jspecify.annotations.Nullable;

/** Reads the target of a {@link Redirect}. Stateless. */
final class RedirectTargetParser {
  private static final String BEHIND_SCHEME = "://";
  private static final String SAME_SCHEME = "{scheme}";
  private static final byte[] NOTHING = {};

  private RedirectTargetParser() {}

  /**
   * Reads a target.
   *
   * @throws IllegalArgumentException if {@code text} is none; the message says what is expected
   */
  static RedirectTarget parse(String text, PathPattern pattern) {
    int hash = text.indexOf('#');
    byte[] fragment = hash < 0 ? NOTHING : fragment(text.substring(hash));
    String whole = hash < 0 ? text : text.substring(0, hash);
    int colon = whole.indexOf(BEHIND_SCHEME);
    if (colon < 0) {
      return target(NOTHING, null, path(whole, text), fragment, pattern);
    }
    byte[] scheme = scheme(whole.substring(0, colon), text);
    int start = colon + BEHIND_SCHEME.length();
    int end = authorityEnd(whole, start);
    Template authority = authority(whole.substring(start, end), text, pattern);
    String rest = whole.substring(end);
    boolean noPath = rest.isEmpty() || rest.startsWith("?");
    return target(scheme, authority, noPath ? "/" + rest : rest, fragment, pattern);
  }

  private static RedirectTarget target(
      byte[] scheme,
      @Nullable Template authority,
      String pathAndQuery,
      byte[] fragment,
      PathPattern pattern) {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    Template query =
        mark < 0 ? null : Template.parse(pathAndQuery.substring(mark + 1), Place.QUERY, pattern);
    return new RedirectTarget(
        scheme, authority, Template.parse(path, Place.PATH, pattern), query, fragment);
  }

  private static String path(String path, String text) {
    if ((!path.startsWith("/") && !path.startsWith("{")) || path.startsWith("//")) {
      throw TemplateParser.refused(text, "https://HOST/PATH, or a path that begins with one /");
    }
    return path;
  }

  private static byte[] scheme(String scheme, String text) {
    return switch (scheme) {
      case SAME_SCHEME -> NOTHING;
      case "http", "https" -> Ascii.bytes(scheme);
      default -> throw TemplateParser.refused(text, "http://, https:// or {scheme}://");
    };
  }

  /** Where the path begins; {@code {path}} begins with a slash of its own. */
  private static int authorityEnd(String text, int start) {
    int end = text.length();
    for (String next : new String[] {"/", "?", "{path}"}) {
      int found = text.indexOf(next, start);
      end = found < 0 ? end : Math.min(end, found);
    }
    return end;
  }

  private static Template authority(String host, String text, PathPattern pattern) {
    Template authority = Template.parse(host, Place.AUTHORITY, pattern);
    byte[] sample = Ascii.bytes(host.replace("{host}", "x"));
    if (HostRules.hostEnd(sample, 0, sample.length) < 0) {
      throw TemplateParser.refused(text, "a host with an optional port, or {host}");
    }
    return authority;
  }

  private static byte[] fragment(String text) {
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      throw TemplateParser.refused(text, "no names behind #");
    }
    byte[] spelled = Spelling.URI.of(text.substring(1));
    return new ByteText().add('#').add(spelled).toBytes();
  }
}
