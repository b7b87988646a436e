package dev.banyan.server.exchange.sim;

/** Something happened in a schedule that must never happen. */
final class BrokenPromise extends AssertionError {
  private static final long serialVersionUID = 1;

  BrokenPromise(String what) {
    super(what);
  }

  static void unless(boolean kept, String what) {
    if (!kept) {
      throw new BrokenPromise(what);
    }
  }

  static void unlessEqual(long expected, long actual, String what) {
    if (expected != actual) {
      throw new BrokenPromise(what + ": " + actual + " (expected: " + expected + ")");
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very object is to be passed on, not a copy
  static void unlessSame(Object expected, Object actual, String what) {
    if (expected != actual) {
      throw new BrokenPromise(what + ": " + actual + " (expected: " + expected + ")");
    }
  }
}
