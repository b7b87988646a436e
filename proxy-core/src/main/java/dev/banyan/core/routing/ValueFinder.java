package dev.banyan.core.routing;

import dev.banyan.core.http.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * Where a request has a value: the first one of a header, a query parameter or a cookie. A value is
 * found as a range, as {@link dev.banyan.core.http.Cookies} does. Immutable.
 */
interface ValueFinder {
  /** The range of the value in the head's bytes, {@code Cookies.ABSENT} or {@code UNSEEN}. */
  long find(RequestHead head);

  /** The value decoded; null if it is compared as it stands in {@code bytes[start, end)}. */
  default byte @Nullable [] decoded(byte[] bytes, int start, int end) {
    return null;
  }
}
