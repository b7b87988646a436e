package dev.banyan.testkit;

import java.io.IOException;

/** What an origin does with a request body around its answer. */
public enum UnreadBody {
  /** Reads it before the answer. */
  READ_FIRST,
  /** Answers, then reads it and keeps the connection. */
  READ_AFTER,
  /** Answers, sends FIN, and discards what arrives until the client leaves. */
  FINISH,
  /** Answers and closes; with bytes unread the kernel sends RST. */
  CLOSE,
  /** Answers, then neither reads nor closes. */
  FREEZE,
  /** Answers and keeps the connection, where it takes the body for the next request. */
  MISTAKE;

  void afterAnswer(OriginExchange exchange) throws IOException {
    switch (this) {
      case READ_FIRST -> {}
      case READ_AFTER -> exchange.readBody();
      case FINISH -> exchange.wire().finish();
      case CLOSE -> exchange.wire().close();
      case FREEZE -> exchange.wire().freeze();
      case MISTAKE -> exchange.forgetBody();
    }
  }
}
