package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/**
 * {@code rewrite} as written; both sides are null for {@code off}. Immutable.
 *
 * @param section the whole mapping; without keys for {@code off}
 * @param legacy what becomes of a path on its way to legacy
 * @param newSide the key {@code new}: what becomes of it on its way to new
 */
public record RewriteDocument(
    Section section, @Nullable PathDocument legacy, @Nullable PathDocument newSide) {

  /** What becomes of a path. */
  public sealed interface PathDocument {}

  /** {@code strip-prefix}. */
  public record Strip(Located<String> prefix) implements PathDocument {}

  /** {@code replace-prefix}. */
  public record Replace(Located<String> from, Located<String> to) implements PathDocument {}

  /** {@code path}. */
  public record Whole(Located<String> template) implements PathDocument {}
}
