package dev.banyan.core.http;

import java.util.Locale;
import java.util.Set;

/**
 * The names of methods whose meaning is known: those of the IANA registry, and what caches are told
 * with. Names are case-sensitive (RFC 9110 section 9.1), but some servers take {@code get} for GET.
 * Stateless.
 */
final class MethodCase {
  private static final Set<String> NAMES =
      Set.of(
          "ACL",
          "BAN",
          "BASELINE-CONTROL",
          "BIND",
          "CHECKIN",
          "CHECKOUT",
          "CONNECT",
          "COPY",
          "DELETE",
          "GET",
          "HEAD",
          "LABEL",
          "LINK",
          "LOCK",
          "MERGE",
          "MKACTIVITY",
          "MKCALENDAR",
          "MKCOL",
          "MKREDIRECTREF",
          "MKWORKSPACE",
          "MOVE",
          "OPTIONS",
          "ORDERPATCH",
          "PATCH",
          "POST",
          "PRI",
          "PROPFIND",
          "PROPPATCH",
          "PURGE",
          "PUT",
          "QUERY",
          "REBIND",
          "REPORT",
          "SEARCH",
          "TRACE",
          "UNBIND",
          "UNCHECKOUT",
          "UNLINK",
          "UNLOCK",
          "UPDATE",
          "UPDATEREDIRECTREF",
          "VERSION-CONTROL");

  private static final int LONGEST = 17;

  private MethodCase() {}

  /** Whether {@code bytes[start, end)} is one of the names but for the case of its letters. */
  static boolean isOther(byte[] bytes, int start, int end) {
    if (end - start > LONGEST || !hasLowerCase(bytes, start, end)) {
      return false;
    }
    return NAMES.contains(Ascii.string(bytes, start, end).toUpperCase(Locale.ROOT));
  }

  private static boolean hasLowerCase(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] >= 'a' && bytes[i] <= 'z') {
        return true;
      }
    }
    return false;
  }
}
