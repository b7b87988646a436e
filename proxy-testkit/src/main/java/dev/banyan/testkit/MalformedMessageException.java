package dev.banyan.testkit;

import java.io.IOException;

/** Says that bytes are no valid HTTP/1.1 message (RFC 9112). */
final class MalformedMessageException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedMessageException(String message) {
    super(message);
  }
}
