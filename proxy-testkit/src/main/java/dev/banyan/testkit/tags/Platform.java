package dev.banyan.testkit.tags;

/** What a machine offers to tests that need more than a JDK. */
@FunctionalInterface
interface Platform {
  /** Tells whether the machine has what a tag asks for. */
  boolean serves(KnownTag tag);
}
