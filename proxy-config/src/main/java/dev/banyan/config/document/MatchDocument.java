package dev.banyan.config.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code match} as written; no host and no method mean any. Immutable.
 *
 * @param readable whether all of it could be read
 */
public record MatchDocument(
    Section section,
    boolean readable,
    List<Located<String>> hosts,
    @Nullable Located<String> path,
    List<Located<String>> methods,
    List<FieldDocument> headers,
    List<FieldDocument> query,
    List<FieldDocument> cookies) {

  /** Copies the lists. */
  public MatchDocument {
    hosts = List.copyOf(hosts);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    query = List.copyOf(query);
    cookies = List.copyOf(cookies);
  }
}
