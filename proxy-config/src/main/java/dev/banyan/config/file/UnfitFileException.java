package dev.banyan.config.file;

import java.io.IOException;

/**
 * A file is none to be read: it is too large, or no regular file. The message says what it is, as
 * in {@code a folder}.
 */
public final class UnfitFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean tooLarge;

  UnfitFileException(String message, boolean tooLarge) {
    super(message);
    this.tooLarge = tooLarge;
  }

  /** Whether it is a regular file that is too large. */
  public boolean tooLarge() {
    return tooLarge;
  }
}
