package dev.banyan.config;

import dev.banyan.config.document.IssueDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.Span;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@code sticky} says of the cookie that Banyan sets. Confined to one load. */
final class IssueReader {
  private static final String DROPPED = ", or browsers drop the cookie";

  private final Problems problems;

  IssueReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads it.
   *
   * @param cookie the cookie's name; null if it could not be read
   * @param issue whether Banyan sets it
   */
  IssueDocument read(MappingReader item, @Nullable Located<String> cookie, boolean issue) {
    Map<String, Span> keys = new LinkedHashMap<>();
    for (Key<?> key : IssueKeys.ALL) {
      if (item.has(key)) {
        keys.put(key.name(), item.keyAt(key));
      }
    }
    IssueDocument read =
        new IssueDocument(
            keys,
            item.scalar(IssueKeys.SAME_SITE),
            item.scalar(IssueKeys.DOMAIN),
            item.scalar(IssueKeys.PATH),
            item.scalar(IssueKeys.MAX_AGE),
            item.scalar(IssueKeys.SECURE),
            item.scalar(IssueKeys.PARTITIONED),
            item.scalar(IssueKeys.CACHEABLE));
    if (issue) {
      check(read);
      checkName(read, cookie == null ? "" : cookie.value().toLowerCase(Locale.ROOT));
    } else {
      keys.forEach((name, at) -> {
        String message = "`" + name + "` without `issue: true` (expected: a cookie to set)";
        problems.error(at, message, "add `issue: true`");
      });
    }
    return read;
  }

  private void check(IssueDocument read) {
    Located<String> sameSite = read.sameSite();
    Located<Boolean> partitioned = read.partitioned();
    boolean everywhere = sameSite != null && sameSite.value().equals(IssueKeys.NONE);
    boolean inParts = partitioned != null && partitioned.value();
    if (sameSite != null && everywhere) {
      needsSecure(sameSite, "same-site: none", read.secure());
    }
    if (partitioned != null && inParts) {
      needsSecure(partitioned, "partitioned: true", read.secure());
    }
    if (partitioned != null && inParts && !everywhere) {
      String message = "partitioned: true without `same-site: none`: no iframe sends the cookie";
      problems.warning(partitioned.span(), message, "add `same-site: none`");
    }
  }

  private void needsSecure(Located<?> said, String what, @Nullable Located<Boolean> secure) {
    if (secure == null || !secure.value()) {
      String message = what + " without `secure: true` (expected: both" + DROPPED + ")";
      String help = secure == null ? "add `secure: true`" : "write `secure: true`";
      problems.error(said.span(), message, help);
    }
  }

  /** What the name of a cookie promises to browsers (RFC 6265bis section 4.1.3). */
  private void checkName(IssueDocument read, String name) {
    boolean host = name.startsWith("__host-");
    Located<Boolean> secure = read.secure();
    if ((host || name.startsWith("__secure-")) && secure != null && !secure.value()) {
      refuse(secure, "secure: false", "true for a cookie of such a name");
    }
    if (host && read.domain() != null) {
      refuse(read.domain(), "domain: " + read.domain().value(), "none for a cookie __Host-");
    }
    if (host && read.path() != null && !read.path().value().equals("/")) {
      refuse(read.path(), "path: " + read.path().value(), "/ for a cookie __Host-");
    }
  }

  private void refuse(Located<?> at, String found, String expected) {
    problems.error(at.span(), found + " (expected: " + expected + DROPPED + ")", null);
  }
}
