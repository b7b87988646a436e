package dev.banyan.core.caching;

import dev.banyan.core.http.Ascii;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of an answer that tell caches how to keep it. */
enum CacheField {
  /** For all caches. */
  CACHE_CONTROL,
  /** For one kind of shared cache, which then ignores the others (RFC 9213). */
  TARGETED,
  /** The same for surrogates, in the syntax of the Edge Architecture Specification. */
  SURROGATE_CONTROL,
  /** The same for nginx: seconds, {@code @} and a time, or {@code off}. */
  X_ACCEL_EXPIRES,
  EXPIRES,
  DATE,
  VARY;

  private static final String TARGETED_END = "-cache-control";
  private static final int LONGEST_NAME = 64;

  /** The field whose name stands in {@code bytes[start, end)}, or null. */
  static @Nullable CacheField find(byte[] bytes, int start, int end) {
    if (end - start > LONGEST_NAME) {
      return null;
    }
    String name = Ascii.string(bytes, start, end).toLowerCase(Locale.ROOT);
    return switch (name) {
      case "cache-control" -> CACHE_CONTROL;
      case "surrogate-control" -> SURROGATE_CONTROL;
      case "edge-control" -> TARGETED;
      case "x-accel-expires" -> X_ACCEL_EXPIRES;
      case "expires" -> EXPIRES;
      case "date" -> DATE;
      case "vary" -> VARY;
      default -> name.endsWith(TARGETED_END) ? TARGETED : null;
    };
  }
}
