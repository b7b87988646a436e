package dev.banyan.testkit;

import java.io.IOException;

/** Says that the peer went away before a message was whole. */
final class TruncatedMessageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Ending ending;

  /**
   * @param ending {@link Ending#FIN} or {@link Ending#RESET}
   * @param message what was being read
   */
  TruncatedMessageException(Ending ending, String message) {
    super(message);
    this.ending = ending;
  }

  Ending ending() {
    return ending;
  }
}
