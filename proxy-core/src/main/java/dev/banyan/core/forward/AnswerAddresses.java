package dev.banyan.core.forward;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Changes the fields of a backend's answer that may hold its own address: {@code Location}, {@code
 * Content-Location}, {@code Refresh} and {@code Set-Cookie}. An answer without them costs nothing.
 * Stateless.
 */
final class AnswerAddresses {
  private AnswerAddresses() {}

  /** Whether an answer may hold an address. */
  static boolean mayBeIn(ResponseHead answer) {
    return answer.has(KnownField.LOCATION)
        || answer.has(KnownField.SET_COOKIE)
        || answer.has(KnownField.CONTENT_LOCATION)
        || answer.has(KnownField.REFRESH);
  }

  /** Adds what is to be changed of an answer; each field keeps its place. */
  static void write(HeaderEdits.Builder edits, ResponseHead answer, AddressRewrite addresses) {
    for (int i = 0; i < answer.fieldCount(); i++) {
      KnownField field = answer.known(i);
      byte[] value = field == null ? null : value(answer, i, field, addresses);
      if (value != null) {
        edits.replace(i, value);
      }
    }
  }

  private static byte @Nullable [] value(
      ResponseHead answer, int i, KnownField field, AddressRewrite addresses) {
    byte[] bytes = answer.bytes();
    int start = answer.valueStart(i);
    int end = answer.valueEnd(i);
    return switch (field) {
      case LOCATION, CONTENT_LOCATION -> addresses.reference(bytes, start, end);
      case REFRESH -> RefreshRewrite.value(bytes, start, end, addresses);
      case SET_COOKIE -> CookieRewrite.value(bytes, start, end, addresses);
      default -> null;
    };
  }
}
