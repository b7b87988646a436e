package dev.banyan.server.backend;

import java.util.concurrent.atomic.LongAdder;

/** What was counted of the health of a backend's endpoints. Shared-safe. */
public final class HealthCounts {
  private final LongAdder[] checks = new LongAdder[CheckResult.values().length];
  private final LongAdder ejections = new LongAdder();
  private final LongAdder unhealthyPicks = new LongAdder();

  HealthCounts() {
    for (int i = 0; i < checks.length; i++) {
      checks[i] = new LongAdder();
    }
  }

  /** The checks so far with this result. */
  @SuppressWarnings("EnumOrdinal")
  public long checks(CheckResult result) {
    return checks[result.ordinal()].sum();
  }

  /** How often an endpoint was left alone. */
  public long ejections() {
    return ejections.sum();
  }

  /** How often an endpoint was taken that is not well, since no other was left. */
  public long unhealthyPicks() {
    return unhealthyPicks.sum();
  }

  @SuppressWarnings("EnumOrdinal")
  void checked(CheckResult result) {
    checks[result.ordinal()].increment();
  }

  void ejected() {
    ejections.increment();
  }

  void pickedUnhealthy() {
    unhealthyPicks.increment();
  }
}
