package dev.banyan.server.exchange;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.DirectAnswer;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.telemetry.ExchangeRecord;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A request that Banyan answers by itself: no attempt, no breaker. A short body is read first, so
 * that the connection can be used again; behind a longer one it is closed. Confined to its event
 * loop.
 */
final class DirectExchange implements ClientListener {
  /** The longest body that is worth reading. */
  private static final int LONGEST_BODY = 64 << 10;

  private static final int CONTENT_TOO_LARGE = 413;

  private final ExchangeContext context;
  private final DirectAnswer answer;
  private final long bodyLimit;
  private final Passage passage;
  private final ClientStream client;
  private final ExchangeRecord record;
  private boolean ended;

  private DirectExchange(
      ExchangeContext context,
      DirectAnswer answer,
      long bodyLimit,
      Passage passage,
      ClientStream client,
      ExchangeRecord record) {
    this.context = context;
    this.answer = answer;
    this.bodyLimit = bodyLimit;
    this.passage = passage;
    this.client = client;
    this.record = record;
  }

  /**
   * Takes a request.
   *
   * @param bodyLimit longest request body of the route, in bytes
   * @return who answers once the body has come; null if the request was answered at once
   */
  static @Nullable DirectExchange open(
      ExchangeContext context,
      DirectAnswer answer,
      long bodyLimit,
      RequestHead head,
      Passage passage,
      ClientStream client,
      ExchangeRecord record) {
    DirectExchange exchange =
        new DirectExchange(context, answer, bodyLimit, passage, client, record);
    boolean isShort = head.framing().length() <= LONGEST_BODY && !head.expectsContinue();
    if (!head.framing().isEmpty() && isShort) {
      return exchange;
    }
    exchange.answer();
    return null;
  }

  @Override
  public void start() {
    client.demandBody(true);
  }

  @Override
  public void requestBody(ByteBuf piece) {
    record.received(piece.readableBytes());
    piece.release();
    if (!ended && record.requestBytes() > bodyLimit) {
      refuse(CONTENT_TOO_LARGE, "body-too-large");
    } else if (!ended && record.requestBytes() > LONGEST_BODY) {
      answer();
    }
  }

  @Override
  public void requestEnd(Trailers trailers) {
    if (!ended) {
      answer();
    }
  }

  private void answer() {
    respond(passage.answer(answer));
  }

  @Override
  public void refuse(int status, String reason) {
    if (!ended) {
      record.refused(reason);
      respond(passage.error(status));
    }
  }

  private void respond(OwnAnswer whole) {
    record.answered(whole);
    end();
    client.respond(whole, passage.own().build());
  }

  @Override
  public void clientGone() {
    if (!ended) {
      record.leave();
      end();
    }
  }

  private void end() {
    ended = true;
    record.ended(context.timers().nanos());
    context.observer().ended(record);
  }

  @Override
  public void requestReadComplete() {}

  @Override
  public void clientWritable() {}

  @Override
  public void alarmRang() {}
}
