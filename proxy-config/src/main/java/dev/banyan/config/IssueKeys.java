package dev.banyan.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code sticky} that say what the cookie is like that Banyan sets. */
final class IssueKeys {
  static final String NONE = "none";
  static final String LEAVE_OUT = "leave-out";
  static final String PRIVATE = "private";

  static final Key<String> SAME_SITE =
      Key.of(
          "same-site",
          Words.of("strict", "lax", NONE),
          "lax",
          "On which requests of other sites the browser sends the cookie. `none`, for iframes of"
              + " other sites, needs `secure: true`.");
  static final Key<String> DOMAIN =
      Key.of(
          "domain",
          CookieDomains.INSTANCE,
          "",
          "The host that the cookie belongs to with all below it; unless set, the host that was"
              + " asked alone.");
  static final Key<String> PATH =
      Key.of("path", CookiePaths.INSTANCE, "/", "Below which path it is sent.");
  static final Key<Duration> MAX_AGE =
      Key.of(
          "max-age",
          new Seconds(Duration.ofSeconds(1), Duration.ofDays(400)),
          "8760h",
          "How long the browser keeps it, in whole seconds; 9600h at most, as browsers do.");
  static final Key<Boolean> SECURE =
      Key.of(
          "secure",
          Switches.INSTANCE,
          "",
          "Whether it is for encrypted connections only; unless set, where the client's is one.");
  static final Key<Boolean> PARTITIONED =
      Key.of(
          "partitioned",
          Switches.INSTANCE,
          "false",
          "A cookie for each site that embeds this one (CHIPS); needs `secure: true`.");
  static final Key<String> CACHEABLE =
      Key.of(
          "cacheable",
          Words.of(LEAVE_OUT, PRIVATE),
          LEAVE_OUT,
          "What happens on an answer that shared caches are told to give to all: the cookie is left"
              + " out, or it is set and the answer made private for that once.");

  static final List<Key<?>> ALL =
      List.of(SAME_SITE, DOMAIN, PATH, MAX_AGE, SECURE, PARTITIONED, CACHEABLE);

  private IssueKeys() {}
}
