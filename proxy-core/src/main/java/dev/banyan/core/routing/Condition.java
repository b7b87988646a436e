package dev.banyan.core.routing;

import dev.banyan.core.http.RequestHead;

/** Something that must hold for a request beside host and path. Immutable. */
interface Condition {
  /** Whether it holds for {@code head}. */
  boolean holds(RequestHead head);
}
