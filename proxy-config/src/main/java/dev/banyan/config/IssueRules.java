package dev.banyan.config;

import dev.banyan.config.document.IssueDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.MatchDocument;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.StickyDocument;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Warns of a cookie that a route sets and is never sent. Stateless. */
final class IssueRules {
  private IssueRules() {}

  static void check(RouteDocument route, Problems problems) {
    StickyDocument sticky = route.sticky();
    MatchDocument match = route.match();
    if (sticky == null || match == null || route.newBackend() == null) {
      return;
    }
    for (StickyDocument.Source source : sticky.sources()) {
      if (source instanceof StickyDocument.Cookie cookie) {
        checkDomain(cookie.attributes(), match, problems);
        checkPath(cookie.attributes(), match, problems);
      }
    }
  }

  private static void checkDomain(IssueDocument cookie, MatchDocument match, Problems problems) {
    Located<String> domain = cookie.domain();
    if (domain == null) {
      return;
    }
    for (Located<String> host : match.hosts()) {
      if (!isWithin(host.value().toLowerCase(Locale.ROOT), domain.value())) {
        String message =
            "domain: " + domain.value() + ": no browser keeps it for the host " + host.value();
        problems.warning(domain.span(), message, "leave `domain` out, or name one above that host");
      }
    }
  }

  private static boolean isWithin(String host, String domain) {
    String name = host.startsWith("*.") ? host.substring(1) : host;
    return name.equals(domain) || name.endsWith("." + domain);
  }

  private static void checkPath(IssueDocument cookie, MatchDocument match, Problems problems) {
    Located<String> path = cookie.path();
    if (path == null || path.value().equals("/")) {
      return;
    }
    String base = base(match.path());
    String below = path.value().endsWith("/") ? path.value() : path.value() + "/";
    if (!(base + "/").startsWith(below)) {
      String route = match.path() == null ? "/**" : match.path().value();
      String message = "path: " + path.value() + ": not sent with all requests for " + route;
      problems.warning(path.span(), message, "leave `path` out, or name one above the route's");
    }
  }

  /** The segments with which every path of a route begins. */
  private static String base(@Nullable Located<String> path) {
    StringBuilder base = new StringBuilder();
    for (String segment : path == null ? List.<String>of() : segments(path.value())) {
      if (segment.startsWith("*") || segment.startsWith("{")) {
        break;
      }
      base.append('/').append(segment);
    }
    return base.toString();
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1));
  }
}
