package dev.banyan.core.forward;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HostRules;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.PathView;
import java.util.Collection;

/** Sends clients elsewhere (RFC 9110 section 15.4). Immutable. */
public final class Redirect implements DirectAnswer {
  private static final byte[] LOCATION = Ascii.bytes("Location: ");
  private static final byte[] LINE_END = Ascii.bytes("\r\n");
  private static final byte[] NO_BODY = {};

  private final int status;
  private final RedirectTarget target;

  private Redirect(int status, RedirectTarget target) {
    this.status = status;
    this.target = target;
  }

  /**
   * A redirect.
   *
   * @param to an absolute URL or a path, with the names of a template; the query of the request
   *     stays unless it has a question mark
   * @param pattern the path of the route
   * @throws IllegalArgumentException if {@code to} is neither; the message says what is expected
   */
  public static Redirect of(int status, String to, PathPattern pattern) {
    return new Redirect(status, RedirectTargetParser.parse(to, pattern));
  }

  @Override
  public int status() {
    return status;
  }

  /** Whether all readings of the path agree on the target, and it is a valid one. */
  boolean admits(RequestHead head, TemplateValues values) {
    return target.path(PathView.of(head), values) != null && hostIsValid(head, values);
  }

  private boolean hostIsValid(RequestHead head, TemplateValues values) {
    byte[] authority = target.authority(PathView.of(head), values);
    return authority == null || HostRules.hostEnd(authority, 0, authority.length) > 0;
  }

  @Override
  public OwnAnswer answer(RequestHead head, TemplateValues values) {
    ByteText fields = new ByteText().add(LOCATION);
    target.write(head, values, fields);
    return new OwnAnswer(status, fields.add(LINE_END).toBytes(), NO_BODY);
  }

  /** Adds the parts of the path whose value stands outside of a path. */
  void collect(Collection<TemplatePart.Capture> captures) {
    Template query = target.query();
    if (query != null) {
      captures.addAll(query.captures());
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Redirect other && status == other.status && target.equals(other.target);
  }

  @Override
  public int hashCode() {
    return status * 31 + target.hashCode();
  }
}
