package dev.banyan.config.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code sticky} as written, one value or a list. Immutable.
 *
 * @param span the whole value
 */
public record StickyDocument(Span span, List<Source> sources, @Nullable Located<String> salt) {

  /** Copies the list. */
  public StickyDocument {
    sources = List.copyOf(sources);
  }

  /** Where a sticky value is found. */
  public sealed interface Source {
    /** The name of a cookie or header, or the word {@code client-ip}, and its place. */
    Located<String> name();
  }

  /**
   * The key {@code cookie}.
   *
   * @param attributes what the cookie is like if Banyan sets it
   */
  public record Cookie(
      Located<String> name, @Nullable Located<Boolean> issue, IssueDocument attributes)
      implements Source {}

  /** The key {@code header}. */
  public record Header(Located<String> name) implements Source {}

  /** The word {@code client-ip}. */
  public record ClientIp(Located<String> name) implements Source {}
}
