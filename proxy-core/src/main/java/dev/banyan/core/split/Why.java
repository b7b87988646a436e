package dev.banyan.core.split;

import java.util.Locale;

/** Why a request was planned for its side. The access log and {@code explain} print it. */
public enum Why {
  /** The route sends clients elsewhere; neither side is asked. */
  REDIRECT,
  /** The route answers all requests alike; neither side is asked. */
  RESPOND,
  /** The route has no new backend, or no route matched. */
  NO_NEW,
  /** The route's kill switch is on. */
  KILL,
  /** The sticky value is on the route's {@code always-legacy} list. */
  ALWAYS_LEGACY,
  /** The sticky value is on the route's {@code always-new} list. */
  ALWAYS_NEW,
  /** A trusted request asked for this side. */
  OVERRIDE,
  /** The bucket of the sticky value was compared with the share. */
  SHARE,
  /** There was no sticky value, so the bucket was drawn at random. */
  UNKEYED,
  /** A CORS preflight, which does not say whose request it announces: both sides may be asked. */
  PREFLIGHT;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Whether Banyan answers by itself, and asks no side. */
  public boolean asksNoSide() {
    return this == REDIRECT || this == RESPOND;
  }

  /** Whether the plan is for one of the sides, and not for none or both. */
  public boolean isForOneSide() {
    return !asksNoSide() && this != PREFLIGHT;
  }

  /** The name in logs and metrics, as in {@code always-new}. */
  public String label() {
    return label;
  }
}
