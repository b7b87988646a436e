package dev.banyan.server.exchange;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.Verdict;
import dev.banyan.server.backend.BackendStream;
import io.netty.buffer.ByteBuf;

/** Where an attempt delivers; not the client, so that an attempt without one can be. */
interface AttemptSink {
  /** The head was sent: the request's body may flow to {@code stream}. */
  void attemptSending(BackendStream stream);

  /** The stream of the attempt takes nothing more: the request's body stops. */
  void attemptDetached();

  /** The stream is writable again. */
  void attemptWritable();

  /** An interim answer came. */
  void attemptInformational(ResponseHead head);

  /** No 100 comes: the client is to send the body all the same. */
  void attemptContinues();

  /** Whether a status counts as a failure that something may follow. */
  boolean countsAsFailure(int status);

  /** What should follow a failure; asked before the attempt acts on it. */
  Verdict verdict(FailureKind failure);

  /** The answer to deliver has begun. */
  void attemptHead(ResponseHead head, BodyFraming framing, BackendStream stream);

  /** A piece of its body; taken over. */
  void attemptBody(ByteBuf piece);

  /** Whether the answer's body is held up because nobody takes it. */
  boolean answerBlocked();

  /** The answer is complete, and the attempt over. */
  void attemptEnd(Trailers trailers);

  /** A good moment to flush. */
  void attemptReadComplete();

  /** The attempt is over without a whole answer; {@code next} says what follows. */
  void attemptFailed(FailureKind failure, Verdict next);

  /** Whether the client has begun to send the body, and so awaits no 100. */
  boolean bodyBegun();

  /** How many times the request was sent so far, by all attempts. */
  int sends();
}
