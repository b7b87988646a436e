package dev.banyan.server.exchange;

/**
 * What an adapter may do to an exchange, and when. {@link CheckedClient} sorts every event into one
 * of these or fails. Each is shown to happen with a real connection ({@code ClientContractTest}),
 * and to happen in the simulator ({@code SimulatorTest}): so its client does no more than a real
 * one, and no less.
 */
public enum ClientCase {
  /** A request without a body is complete before its exchange starts. */
  END_BEFORE_START,
  PIECE,
  PIECE_IN_DEMAND,
  PIECE_BEHIND_HEAD,
  PIECE_BEHIND_HEAD_IN_DEMAND,
  END,
  END_IN_DEMAND,
  END_BEHIND_HEAD,
  END_BEHIND_HEAD_IN_DEMAND,
  /** The demand was taken back with the last piece. */
  END_UNASKED,
  READ_COMPLETE,
  READ_COMPLETE_BEHIND_HEAD,
  /** Interim answers were more than the client took at once. */
  WRITABLE_BEFORE_HEAD,
  WRITABLE,
  WRITABLE_IN_FLUSH,
  GONE,
  GONE_BEHIND_HEAD,
  /** A FIN was behind what was read ahead of a body. */
  GONE_IN_DEMAND,
  GONE_IN_FLUSH,
  REFUSED,
  REFUSED_BEHIND_HEAD,
  /** What was read ahead of a body is broken. */
  REFUSED_IN_DEMAND,
  ALARM
}
