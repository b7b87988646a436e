package dev.banyan.server.demo;

/** The demo can't begin. Its message is one line for the user. */
public final class DemoException extends Exception {
  private static final long serialVersionUID = 1;

  /** With what is in the way. */
  public DemoException(String message) {
    super(message);
  }
}
