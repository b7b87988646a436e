package dev.banyan.server.telemetry;

/**
 * Is told of every exchange once, at its end. Each event loop has its own observer, called on that
 * loop only; it must neither block nor keep the record.
 */
@FunctionalInterface
public interface ExchangeObserver {
  /** Tells nobody. */
  ExchangeObserver NONE = record -> {};

  /** Tells of an exchange that has ended. */
  void ended(ExchangeRecord record);

  /** Tells this observer, then another. */
  default ExchangeObserver then(ExchangeObserver next) {
    if (next.equals(NONE)) {
      return this;
    }
    if (equals(NONE)) {
      return next;
    }
    return record -> {
      ended(record);
      next.ended(record);
    };
  }
}
