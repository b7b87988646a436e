package dev.banyan.core.cors;

/** What an answer to a preflight allows of what was asked; the next one allows more. */
public enum Allowance {
  /** Not the request that was announced. */
  NONE,
  /** The request, but without cookies and other credentials. */
  PLAIN,
  /** The request, with credentials or without. */
  CREDENTIALED
}
