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

  /**
   * Sets {@code cookie} on an answer of Banyan's own.
   *
   * @param secure whether the client's own connection is encrypted
   */
  static void set(HeaderEdits.Builder edits, @Nullable IssuedCookie cookie, boolean secure) {
    if (cookie != null) {
      String attributes = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000";
      edits.add(
          "Set-Cookie",
          cookie.name() + "=" + cookie.value() + attributes + (secure ? "; Secure" : ""));
    }
  }

  /** Sets {@code cookie} on a backend's answer. */
  static void set(
      HeaderEdits.Builder edits,
      @Nullable IssuedCookie cookie,
      boolean secure,
      ResponseHead answer) {
    if (cookie != null && !sharedCachesKeep(answer)) {
      set(edits, cookie, secure);
    }
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
