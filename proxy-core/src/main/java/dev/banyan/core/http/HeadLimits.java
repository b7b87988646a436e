package dev.banyan.core.http;

/**
 * Bounds on a head. Immutable.
 *
 * @param startLineBytes longest start line, in bytes
 * @param headBytes longest head with all its fields, in bytes
 * @param fields most field lines
 */
public record HeadLimits(int startLineBytes, int headBytes, int fields) {
  /** 8 KiB for the start line, 32 KiB for the head, 100 fields. */
  public static final HeadLimits DEFAULT = new HeadLimits(8 << 10, 32 << 10, 100);
}
