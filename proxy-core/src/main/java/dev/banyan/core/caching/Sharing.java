package dev.banyan.core.caching;

/** What a cache that many clients share may do with an answer. */
public enum Sharing {
  /** It keeps none of it. */
  NONE,
  /** It may keep it, but nothing says that it may give it to others unasked. */
  POSSIBLE,
  /** It is told to give it to others: the answer says how long it is fresh for such a cache. */
  FRESH
}
