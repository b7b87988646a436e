package dev.banyan.core.split;

/** The two sides of a migration. */
public enum Side {
  LEGACY,
  NEW
}
