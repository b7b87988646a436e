package dev.banyan.server.exchange;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.wire.BodySink;
import dev.banyan.server.wire.BodySource;

/**
 * One request of a client and its answer, as the exchange sees it. Confined to its event loop.
 *
 * <p>The exchange sends one final head with a body and its end, or one own answer, or cuts the
 * answer; after that it must not touch the stream.
 *
 * <p>A demand may deliver what was read ahead before it returns, and so find the request broken or
 * the client gone, unless it is made while the listener is told of its start or of its body. A
 * flush may find the client writable or gone. No other call leads to an event at once.
 */
public interface ClientStream extends BodySource, BodySink {
  /** The alarm of this stream's exchange: it calls {@link ClientListener#alarmRang()}. */
  Alarm alarm();

  /**
   * Whether the whole request seems to have come, so that nobody need wait for the client. A body
   * in chunks is looked at no further than its end.
   */
  boolean requestAtHand();

  /** What lasts from one exchange of the connection to the next. */
  ClientSession session();

  /** Passes an interim answer on, if the client's version knows them; does not flush. */
  void sendInformational(ResponseHead head);

  /**
   * Sends the final head.
   *
   * @param framing how the backend delimits the body that follows
   */
  void sendHead(ResponseHead head, HeaderEdits edits, BodyFraming framing);

  /**
   * Sends a whole answer of Banyan's own, in place of a backend's.
   *
   * @param edits what is added to its fields
   */
  void respond(OwnAnswer answer, HeaderEdits edits);

  /** Cuts an answer whose head was sent, so that the client can't take it for whole. */
  void truncate();
}
