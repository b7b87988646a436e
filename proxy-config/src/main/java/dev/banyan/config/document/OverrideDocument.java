package dev.banyan.config.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code override} as written. Immutable.
 *
 * @param span the whole value, or its first line
 * @param off whether it says {@code off}
 * @param from addresses and networks
 */
public record OverrideDocument(
    Span span,
    boolean off,
    @Nullable Located<String> header,
    @Nullable Located<String> cookie,
    List<Located<String>> from) {

  /** Copies the list. */
  public OverrideDocument {
    from = List.copyOf(from);
  }
}
