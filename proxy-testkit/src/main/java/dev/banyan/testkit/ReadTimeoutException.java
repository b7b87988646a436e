package dev.banyan.testkit;

/** Says that a peer stayed silent for longer than a client waits. */
public final class ReadTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReadTimeoutException(String message) {
    super(message);
  }
}
