package dev.banyan.config;

import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.ShareDocument;
import dev.banyan.config.document.StickyDocument;
import dev.banyan.core.split.Split;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Warns of shares that would surprise users. Stateless. */
final class ShareWarnings {
  private ShareWarnings() {}

  static void check(
      EffectiveRoute route,
      @Nullable RouteDocument defaults,
      Map<String, BackendDocument> backends,
      Problems problems) {
    RouteDocument whole = route.whole();
    ShareDocument share = whole.share();
    if (whole.sticky() != null) {
      checkCookies(whole.sticky(), problems);
    }
    if (share == null || whole.newBackend() == null) {
      return;
    }
    if (splits(share) && !EffectiveRoute.says(route.written(), defaults, RouteKeys.STICKY)) {
      problems.warning(
          share.span(),
          "a share without `sticky`: a user changes sides from request to request",
          "add a line such as `sticky: { cookie: banyan, issue: true }`");
    }
    if (moves(share)
        && !EffectiveRoute.says(route.written(), defaults, RouteKeys.TIMEOUT)
        && !hasTimeout(backends.get(whole.newBackend().value()))) {
      problems.warning(
          share.span(),
          "a share without `timeout`: should new hang, each user waits "
              + BackendKeys.TIMEOUT.standard(),
          "add a line such as `timeout: 2s`");
    }
  }

  private static void checkCookies(StickyDocument sticky, Problems problems) {
    for (StickyDocument.Source source : sticky.sources()) {
      String name = source.name().value();
      if (source instanceof StickyDocument.Cookie && LoginCookies.contains(name)) {
        problems.warning(
            source.name().span(),
            "sticky on `" + name + "`, a login cookie: absent at first, and changed at login",
            "use a cookie that stays, such as `{ cookie: banyan, issue: true }`");
      }
    }
  }

  private static boolean hasTimeout(@Nullable BackendDocument backend) {
    return backend == null || backend.timeout() != null;
  }

  /** Whether there are users on both sides. */
  private static boolean splits(ShareDocument share) {
    return isPart(share.reads()) || isPart(share.writes());
  }

  /** Whether there are users at new. */
  private static boolean moves(ShareDocument share) {
    return buckets(share.reads()) + buckets(share.writes()) > 0;
  }

  private static boolean isPart(@Nullable Located<Integer> share) {
    return buckets(share) > 0 && buckets(share) < Split.BUCKETS;
  }

  private static int buckets(@Nullable Located<Integer> share) {
    return share == null ? 0 : share.value();
  }
}
