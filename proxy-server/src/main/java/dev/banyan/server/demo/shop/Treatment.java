package dev.banyan.server.demo.shop;

/** What the new shop did with a request. */
public enum Treatment {
  /** It never saw it. */
  UNSEEN,
  /** It answered properly. */
  ANSWERED,
  /** It answered 500. */
  FAILED,
  /** It took it and has not answered. */
  SILENT,
  /** It reset the connection instead of answering. */
  RESET,
  /** It answered with something that is no HTTP. */
  INVALID,
  /** It sent a head and cut the body. */
  CUT
}
