package dev.banyan.config;

import java.nio.file.Path;

/** Where the access log goes. Immutable. */
public sealed interface AccessLogSpec {
  /** {@code on}: to standard output. */
  record StandardOutput() implements AccessLogSpec {}

  /** {@code off}: nowhere. */
  record Off() implements AccessLogSpec {}

  /**
   * To a file.
   *
   * @param path as written, so relative to the working directory if it is relative
   */
  record File(Path path) implements AccessLogSpec {}
}
