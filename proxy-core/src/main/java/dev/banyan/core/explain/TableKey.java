package dev.banyan.core.explain;

/** What statements refer to in a table. At most 127. */
public enum TableKey {
  // of the table
  TRUSTED_PROXIES,
  TABLE_LEGACY,
  LIMITS,
  // of a route
  ROUTE,
  HOST,
  PATH,
  METHODS,
  MATCH_HEADER,
  MATCH_QUERY,
  MATCH_COOKIE,
  LEGACY,
  NEW,
  SHARE_READS,
  SHARE_WRITES,
  STICKY,
  SALT,
  /** One for each value, in the order of the values. */
  ALWAYS_NEW,
  /** One for each value, in the order of the values. */
  ALWAYS_LEGACY,
  OVERRIDE,
  KILL,
  TIMEOUT,
  FALLBACK,
  FALLBACK_ON,
  FALLBACK_METHODS,
  FALLBACK_KEY,
  MAX_IN_FLIGHT,
  BREAKER,
  BODY_LIMIT,
  REWRITE,
  HEADERS,
  REDIRECT,
  RESPOND,
  // of a backend
  URL,
  CONNECT_TIMEOUT,
  PENDING_TIMEOUT,
  BACKEND_TIMEOUT,
  STREAM_IDLE
}
