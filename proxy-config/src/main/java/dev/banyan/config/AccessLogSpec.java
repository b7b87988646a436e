package dev.banyan.config;

import java.nio.file.Path;

/**
 * Where the access log goes, and whether it may hold what queries say. Immutable.
 *
 * @param query whether query strings are written
 */
public record AccessLogSpec(Target to, boolean query) {
  /** Where the lines go. Immutable. */
  public sealed interface Target {}

  /** {@code on}: to standard output. */
  public record StandardOutput() implements Target {}

  /** {@code off}: nowhere. */
  public record Off() implements Target {}

  /**
   * To a file.
   *
   * @param path as written, so relative to the working directory if it is relative
   */
  public record File(Path path) implements Target {}
}
