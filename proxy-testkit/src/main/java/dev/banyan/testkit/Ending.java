package dev.banyan.testkit;

/** How a message or a connection came to its end, as seen by its reader. */
public enum Ending {
  /** The message is whole by its own framing. */
  COMPLETE,
  /** The peer closed in an orderly way before the message was whole. */
  FIN,
  /** The peer reset the connection before the message was whole. */
  RESET,
  /** The bytes are no valid HTTP/1.1; where the message would end can't be told. */
  MALFORMED
}
