package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.split.SideOverride;
import org.jspecify.annotations.Nullable;

/**
 * The field that lets a request choose its side is ours: no backend sees it, whoever sent it.
 * Stateless.
 */
final class OverrideField {
  private static final byte[] COOKIE_LINE = Ascii.bytes("Cookie: ");

  private OverrideField() {}

  /**
   * Leaves the override's header out, and its cookie alone out of the Cookie lines.
   *
   * @param withoutCookies whether all Cookie lines are left out anyway
   */
  static void remove(
      HeaderEdits.Builder edits,
      RequestHead head,
      @Nullable SideOverride override,
      boolean withoutCookies) {
    if (override == null) {
      return;
    }
    if (override.header() != null && head.next(override.header(), 0) >= 0) {
      edits.remove(override.header());
    }
    if (override.cookie() != null
        && !withoutCookies
        && Cookies.find(head, override.cookie()) != Cookies.ABSENT) {
      removeCookie(edits, head, override.cookie());
    }
  }

  /** Leaves the override's header out of the trailers. */
  static Trailers remove(Trailers trailers, @Nullable SideOverride override) {
    String header = override == null ? null : override.header();
    return header == null || trailers.isEmpty() ? trailers : trailers.without(header);
  }

  /** Writes all Cookie lines anew: what is left of each stays as it was, in its order. */
  private static void removeCookie(HeaderEdits.Builder edits, RequestHead head, String name) {
    edits.remove(KnownField.COOKIE);
    for (int i = head.next(KnownField.COOKIE, 0); i >= 0; i = head.next(KnownField.COOKIE, i + 1)) {
      byte[] left = Cookies.without(head.bytes(), head.valueStart(i), head.valueEnd(i), name);
      if (left.length > 0) {
        edits.put(COOKIE_LINE).put(left).endLine();
      }
    }
  }
}
