package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.PathView;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a redirect leads: a reference of which a browser makes what was meant (RFC 3986 section
 * 4.2). Immutable.
 *
 * @param scheme {@code http} or {@code https}; empty for that of the request
 * @param authority host and port; null if the target is a path alone
 * @param path the path
 * @param query the query; null for that of the request
 * @param fragment with its number sign; empty for none
 */
@SuppressWarnings("ArrayRecordComponent")
record RedirectTarget(
    byte[] scheme,
    @Nullable Template authority,
    Template path,
    @Nullable Template query,
    byte[] fragment) {
  private static final byte[] BEHIND_SCHEME = Ascii.bytes("://");

  /** The path for one request, or null if the readings disagree. */
  byte @Nullable [] path(PathView from, TemplateValues values) {
    return AgreedPath.of(from, (view, out) -> path.write(view, values, out), authority == null);
  }

  /** Host and port for one request, or null if the target has none. */
  byte @Nullable [] authority(PathView from, TemplateValues values) {
    return authority == null ? null : authority.text(from, values);
  }

  /** Writes the whole target, in the bytes that a URI may have. */
  void write(RequestHead head, TemplateValues values, ByteText out) {
    PathView from = PathView.of(head);
    byte[] agreed = path(from, values);
    if (agreed == null) {
      throw new IllegalStateException("path: readings disagree (expected: refused before)");
    }
    if (authority != null) {
      out.add(scheme.length == 0 ? values.value(Variable.SCHEME) : scheme).add(BEHIND_SCHEME);
      authority.write(from, values, out);
    }
    ByteText rest = new ByteText().add(agreed);
    Queries.write(query, head, from, values, rest);
    byte[] bytes = rest.toBytes();
    Spelling.URI.write(bytes, 0, bytes.length, out);
    out.add(fragment);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RedirectTarget other
        && Arrays.equals(scheme, other.scheme)
        && Objects.equals(authority, other.authority)
        && path.equals(other.path)
        && Objects.equals(query, other.query)
        && Arrays.equals(fragment, other.fragment);
  }

  @Override
  public int hashCode() {
    return Objects.hash(authority, path, query) * 31 + Arrays.hashCode(fragment);
  }
}
