package dev.banyan.config;

import dev.banyan.config.document.IssueDocument;
import dev.banyan.core.split.IssueSpec;
import dev.banyan.core.split.IssueSpec.SameSite;
import java.util.Locale;

/** Compiles what the cookie is like that Banyan sets. Stateless. */
final class IssueCompiler {
  private IssueCompiler() {}

  static IssueSpec compile(IssueDocument cookie) {
    String sameSite = IssueKeys.SAME_SITE.valueOr(cookie.sameSite());
    return new IssueSpec(
        SameSite.valueOf(sameSite.toUpperCase(Locale.ROOT)),
        cookie.domain() == null ? null : cookie.domain().value(),
        IssueKeys.PATH.valueOr(cookie.path()),
        IssueKeys.MAX_AGE.valueOr(cookie.maxAge()),
        cookie.secure() == null ? null : cookie.secure().value(),
        IssueKeys.PARTITIONED.valueOr(cookie.partitioned()),
        IssueKeys.CACHEABLE.valueOr(cookie.cacheable()).equals(IssueKeys.PRIVATE));
  }
}
