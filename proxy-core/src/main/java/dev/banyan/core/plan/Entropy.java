package dev.banyan.core.plan;

/** Random bits for draws and minted values; they come from the caller, so that plans are pure. */
@FunctionalInterface
public interface Entropy {
  /** The next 64 random bits. */
  long next();
}
