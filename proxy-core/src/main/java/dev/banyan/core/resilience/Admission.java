package dev.banyan.core.resilience;

/** Whether a breaker would let a call of new through, at a moment. */
public enum Admission {
  /** It would. */
  YES,
  /** It would as a probe, if one of the probes is free. */
  PROBE,
  /** It would not. */
  NO
}
