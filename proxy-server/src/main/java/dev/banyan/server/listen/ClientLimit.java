package dev.banyan.server.listen;

import dev.banyan.core.http.HeadViolation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bound on clients whose hits are counted here; its name is that of its key in the table. */
public enum ClientLimit {
  REQUEST_LINE,
  HEADER_BYTES,
  HEADERS,
  HEADER_TIMEOUT,
  BODY_TIMEOUT,
  IDLE_TIMEOUT,
  WRITE_TIMEOUT,
  HALF_CLOSE,
  CONNECTIONS,
  /** What all unfinished heads may hold together: no key, but a share of the memory. */
  HEAD_MEMORY,
  /** What all answers that are not taken yet may hold together: no key, but a share as well. */
  ANSWER_MEMORY;

  /** The key of {@code limits}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The bound that a head broke; null if it was refused for another reason. */
  static @Nullable ClientLimit of(HeadViolation violation) {
    return switch (violation) {
      case START_LINE_TOO_LONG -> REQUEST_LINE;
      case HEAD_TOO_LARGE -> HEADER_BYTES;
      case TOO_MANY_FIELDS -> HEADERS;
      default -> null;
    };
  }
}
