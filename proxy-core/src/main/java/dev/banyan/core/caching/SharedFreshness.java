package dev.banyan.core.caching;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.FieldVisitor;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what shared caches may do with an answer as its client gets it, by RFC 9111 sections 3
 * and 4.2 and RFC 9213. Confined to one answer.
 */
public final class SharedFreshness {
  private final StringBuilder cacheControl = new StringBuilder();
  private boolean targetedFresh;
  private boolean targetedKept;
  private boolean variesByAll;
  private @Nullable String expires;
  private @Nullable String date;

  private SharedFreshness() {}

  /**
   * What may be done with a backend's answer.
   *
   * @param edits what was changed of it so far
   * @param nowMillis the time of day, in milliseconds since 1970 UTC
   */
  public static Sharing of(ResponseHead answer, HeaderEdits edits, long nowMillis) {
    SharedFreshness freshness = new SharedFreshness();
    FieldVisitor.visit(answer, edits, freshness::take);
    FieldVisitor.visit(edits.addedLines(), freshness::take);
    return freshness.sharing(nowMillis);
  }

  /** What may be done with an answer of Banyan's own. */
  public static Sharing of(OwnAnswer answer, HeaderEdits edits, long nowMillis) {
    SharedFreshness freshness = new SharedFreshness();
    FieldVisitor.visit(answer.fields(), freshness::take);
    FieldVisitor.visit(edits.addedLines(), freshness::take);
    return freshness.sharing(nowMillis);
  }

  private void take(int i, byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd) {
    CacheField field = CacheField.find(bytes, nameStart, nameEnd);
    if (field == null) {
      return;
    }
    String value = Ascii.string(bytes, valueStart, valueEnd);
    switch (field) {
      case CACHE_CONTROL -> cacheControl.append(cacheControl.isEmpty() ? "" : ",").append(value);
      case TARGETED, SURROGATE_CONTROL -> takeTargeted(Directives.of(value));
      case X_ACCEL_EXPIRES -> takeAccelExpires(value);
      case EXPIRES -> expires = expires == null ? value : expires;
      case DATE -> date = date == null ? value : date;
      case VARY -> variesByAll |= Directives.of(value).hasPlain("*");
    }
  }

  private void takeTargeted(Directives said) {
    boolean kept = !isPrivate(said);
    boolean lasts = said.seconds("s-maxage") > 0 || said.seconds("max-age") > 0;
    targetedKept |= kept;
    targetedFresh |= kept && lasts && !said.hasPlain("no-cache");
  }

  private void takeAccelExpires(String value) {
    boolean lasts = value.startsWith("@") || (!value.startsWith("0") && isDigit(value));
    targetedKept |= lasts;
    targetedFresh |= lasts;
  }

  private static boolean isDigit(String value) {
    return !value.isEmpty() && value.charAt(0) >= '0' && value.charAt(0) <= '9';
  }

  /** A cache that knows {@code must-understand} goes by it (RFC 9111 section 5.2.2.3). */
  private static boolean isPrivate(Directives said) {
    return said.hasPlain("private")
        || (said.hasPlain("no-store") && !said.hasPlain("must-understand"));
  }

  private Sharing sharing(long nowMillis) {
    Directives said = Directives.of(cacheControl.toString());
    boolean kept = !isPrivate(said);
    boolean fresh = kept && !said.hasPlain("no-cache") && isFresh(said, nowMillis);
    if ((fresh || targetedFresh) && !variesByAll) {
      return Sharing.FRESH;
    }
    boolean mixed = said.has("public") || said.has("s-maxage");
    return kept || mixed || targetedKept || targetedFresh ? Sharing.POSSIBLE : Sharing.NONE;
  }

  private boolean isFresh(Directives said, long nowMillis) {
    if (said.has("s-maxage") || !said.hasPlain("public")) {
      return said.seconds("s-maxage") > 0;
    }
    return said.has("max-age") ? said.seconds("max-age") > 0 : expiresLater(nowMillis);
  }

  private boolean expiresLater(long nowMillis) {
    long ends = HttpDate.millis(expires);
    long from = HttpDate.millis(date);
    return ends != HttpDate.NONE && ends > (from == HttpDate.NONE ? nowMillis : from);
  }
}
