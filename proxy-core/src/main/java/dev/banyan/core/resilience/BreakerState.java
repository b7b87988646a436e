package dev.banyan.core.resilience;

import java.util.Locale;

/** The state of a route's breaker, in the usual sense: open means that new is left alone. */
public enum BreakerState {
  CLOSED,
  OPEN,
  HALF_OPEN;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in logs and metrics, as in {@code half-open}. */
  public String label() {
    return label;
  }
}
