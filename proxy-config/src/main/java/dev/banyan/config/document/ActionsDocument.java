package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/** What a route does beside choosing a side, as written. Immutable. */
public record ActionsDocument(
    @Nullable RewriteDocument rewrite,
    @Nullable HeadersDocument headers,
    @Nullable RedirectDocument redirect,
    @Nullable RespondDocument respond) {
  /** Nothing. */
  public static final ActionsDocument NONE = new ActionsDocument(null, null, null, null);

  /** Whether the route answers by itself. */
  public boolean answers() {
    return redirect != null || respond != null;
  }
}
