package dev.banyan.server.boot;

/** The proxy can't start. The message is one line for the operator. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
