package dev.banyan.core.split;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the cookie is like that Banyan sets, and on which answers. Immutable.
 *
 * @param sameSite on which requests of other sites the browser sends it
 * @param domain the host that it belongs to with all below; null for the host that was asked alone
 * @param path below which path it is sent
 * @param maxAge how long it is kept, in whole seconds
 * @param secure whether it is for encrypted connections only; null if it is where the client has
 *     one
 * @param partitioned whether each site that embeds this one has a cookie of its own (CHIPS)
 * @param onCacheable whether it is set on answers too that shared caches are told to give to
 *     others, which then become private
 */
public record IssueSpec(
    SameSite sameSite,
    @Nullable String domain,
    String path,
    Duration maxAge,
    @Nullable Boolean secure,
    boolean partitioned,
    boolean onCacheable) {
  /** What a table gets that says no more than {@code issue: true}. */
  public static final IssueSpec STANDARD =
      new IssueSpec(SameSite.LAX, null, "/", Duration.ofDays(365), null, false, false);

  /** On which requests of other sites a browser sends a cookie. */
  public enum SameSite {
    STRICT("Strict"),
    LAX("Lax"),
    NONE("None");

    private final String attribute;

    SameSite(String attribute) {
      this.attribute = attribute;
    }
  }

  /**
   * What stands behind name and value in {@code Set-Cookie}.
   *
   * @param encrypted whether the client's own connection is
   */
  public String attributes(boolean encrypted) {
    boolean isSecure = secure == null ? encrypted : secure;
    return "; Path="
        + path
        + (domain == null ? "" : "; Domain=" + domain)
        + "; HttpOnly; SameSite="
        + sameSite.attribute
        + "; Max-Age="
        + maxAge.toSeconds()
        + (isSecure ? "; Secure" : "")
        + (partitioned ? "; Partitioned" : "");
  }
}
