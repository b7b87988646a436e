package dev.banyan.server.exchange;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.plan.ExchangePlan.IssuedCookie;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sets a minted sticky cookie on an answer, unless shared caches may keep that. Stateless. */
final class IssuedCookies {
  private static final byte[] PUBLIC = Ascii.bytes("public");

  private IssuedCookies() {}

  /** The edits that set {@code cookie} on an answer of Banyan's own. */
  static HeaderEdits edits(@Nullable IssuedCookie cookie) {
    if (cookie == null) {
      return HeaderEdits.NONE;
    }
    String attributes = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000";
    return HeaderEdits.NONE.adding("Set-Cookie", cookie.name() + "=" + cookie.value() + attributes);
  }

  /** The edits that set {@code cookie} on a backend's answer. */
  static HeaderEdits edits(@Nullable IssuedCookie cookie, ResponseHead answer) {
    return cookie == null || sharedCachesKeep(answer) ? HeaderEdits.NONE : edits(cookie);
  }

  private static boolean sharedCachesKeep(ResponseHead answer) {
    if (!answer.has(KnownField.CACHE_CONTROL)) {
      return false;
    }
    if (answer.hasToken(KnownField.CACHE_CONTROL, PUBLIC)) {
      return true;
    }
    for (int i = answer.next(KnownField.CACHE_CONTROL, 0);
        i >= 0;
        i = answer.next(KnownField.CACHE_CONTROL, i + 1)) {
      if (answer.value(i).toLowerCase(Locale.ROOT).contains("s-maxage")) {
        return true;
      }
    }
    return false;
  }
}
