package dev.banyan.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a name server was told of a name. Immutable. */
record DnsEntry(Manner manner, int ttlSeconds, @Nullable String alias, List<String> addresses) {
  /** How it answers. */
  enum Manner {
    ANSWER,
    TRUNCATED,
    /** SERVFAIL for a kind of address of which it has none. */
    PARTLY,
    /** Silence for a kind of address of which it has none. */
    PARTLY_SILENT,
    FAILURE,
    SILENCE
  }
}
