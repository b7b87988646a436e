package dev.banyan.server.exchange;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an adapter may tell of a request: the half of {@link CheckedClient} that listens. */
final class CheckedRequest implements ClientListener {
  private final CheckedClient client;
  private final BodyFraming framing;
  private final Consumer<ClientCase> seen;
  private @Nullable ClientListener listener;
  private boolean started;
  private boolean complete;
  private boolean demanded;
  private boolean gone;
  private boolean telling;
  private long bodyBytes;

  CheckedRequest(CheckedClient client, RequestHead request, Consumer<ClientCase> seen) {
    this.client = client;
    this.framing = request.framing();
    this.seen = seen;
  }

  private void unless(boolean kept, String what) {
    client.unless(kept, what);
  }

  ClientListener around(ClientListener told) {
    unless(listener == null, "a request has one listener");
    listener = told;
    return this;
  }

  void demanded(boolean wanted) {
    demanded = wanted;
  }

  /** Whether the request's end was told. */
  boolean complete() {
    return complete;
  }

  boolean gone() {
    return gone;
  }

  /** Whether the listener is just told of its start or of its body. */
  boolean telling() {
    return telling;
  }

  private ClientListener told(String event) {
    unless(!client.ended(), event + " does not come after the end of the answer");
    unless(!gone, event + " does not come after the client has gone");
    unless(started, event + " does not come before the start");
    return Objects.requireNonNull(listener);
  }

  private void tell(Runnable event) {
    boolean outer = telling;
    telling = true;
    try {
      client.event(event);
    } finally {
      telling = outer;
    }
  }

  private void outsideOfCalls(String event) {
    unless(!client.inCall(), event + " does not come from within a call");
  }

  @Override
  public void start() {
    outsideOfCalls("a start");
    unless(!started, "an exchange starts once");
    unless(complete == framing.isEmpty(), "a request without a body is complete at its start");
    started = true;
    tell(told("a start")::start);
  }

  @Override
  public void requestBody(ByteBuf piece) {
    ClientListener told = told("a piece");
    unless(piece.refCnt() > 0 && piece.isReadable(), "a piece has bytes, and belongs to the taker");
    unless(demanded, "a piece comes only while it is demanded");
    unless(!complete, "no piece comes behind the end");
    bodyBytes += piece.readableBytes();
    unless(!fixed() || bodyBytes <= framing.length(), "a body is no longer than its head says");
    seen.accept(
        reading(
            "a piece",
            ClientCase.PIECE,
            ClientCase.PIECE_IN_DEMAND,
            ClientCase.PIECE_BEHIND_HEAD,
            ClientCase.PIECE_BEHIND_HEAD_IN_DEMAND));
    tell(() -> told.requestBody(piece));
  }

  @Override
  public void requestEnd(Trailers trailers) {
    unless(!complete, "a request ends once");
    unless(
        framing.kind() == BodyFraming.Kind.CHUNKED || trailers.lines().length == 0,
        "trailers end chunks");
    unless(!fixed() || bodyBytes == framing.length(), "a body is as long as its head says");
    boolean unasked = !demanded;
    complete = true;
    demanded = false;
    if (framing.isEmpty()) {
      unless(!started, "the end of no body comes before the start");
      seen.accept(ClientCase.END_BEFORE_START);
      client.event(() -> Objects.requireNonNull(listener).requestEnd(trailers));
      return;
    }
    ClientListener told = told("the end");
    ClientCase asked =
        reading(
            "the end",
            ClientCase.END,
            ClientCase.END_IN_DEMAND,
            ClientCase.END_BEHIND_HEAD,
            ClientCase.END_BEHIND_HEAD_IN_DEMAND);
    unless(!unasked || fixed(), "an end that is not demanded is known by the length");
    seen.accept(unasked ? ClientCase.END_UNASKED : asked);
    tell(() -> told.requestEnd(trailers));
  }

  private boolean fixed() {
    return framing.kind() == BodyFraming.Kind.FIXED;
  }

  /** Which of four cases an event of the request's reading is. */
  private ClientCase reading(
      String event, ClientCase plain, ClientCase inDemand, ClientCase late, ClientCase lateIn) {
    unless(!client.inCall() || client.inDemand(), event + " comes from no call but a demand");
    if (client.inDemand()) {
      return client.headSent() ? lateIn : inDemand;
    }
    return client.headSent() ? late : plain;
  }

  @Override
  public void requestReadComplete() {
    ClientListener told = told("the end of a read");
    outsideOfCalls("the end of a read");
    seen.accept(
        client.headSent() ? ClientCase.READ_COMPLETE_BEHIND_HEAD : ClientCase.READ_COMPLETE);
    client.event(told::requestReadComplete);
  }

  @Override
  public void clientWritable() {
    ClientListener told = told("writable");
    unless(client.takesMore(), "a stream that says it is writable is");
    unless(!client.inCall() || client.inFlush(), "writable comes from no call but a flush");
    seen.accept(
        !client.headSent()
            ? ClientCase.WRITABLE_BEFORE_HEAD
            : client.inFlush() ? ClientCase.WRITABLE_IN_FLUSH : ClientCase.WRITABLE);
    client.event(told::clientWritable);
  }

  @Override
  public void clientGone() {
    ClientListener told = told("gone");
    unless(
        !client.inCall() || client.inFlush() || client.inDemand(),
        "gone comes from no call but a flush or a demand");
    gone = true;
    seen.accept(leaving());
    client.event(told::clientGone);
  }

  private ClientCase leaving() {
    if (client.inFlush()) {
      return ClientCase.GONE_IN_FLUSH;
    }
    if (client.inDemand()) {
      return ClientCase.GONE_IN_DEMAND;
    }
    return client.headSent() ? ClientCase.GONE_BEHIND_HEAD : ClientCase.GONE;
  }

  @Override
  public void refuse(int status, String reason) {
    ClientListener told = told("a refusal");
    unless(!client.inCall() || client.inDemand(), "a refusal comes from no call but a demand");
    unless(status >= 400 && status < 600, "a refusal has the status of an error");
    seen.accept(
        client.inDemand()
            ? ClientCase.REFUSED_IN_DEMAND
            : client.headSent() ? ClientCase.REFUSED_BEHIND_HEAD : ClientCase.REFUSED);
    client.event(() -> told.refuse(status, reason));
    unless(client.ended(), "a refusal ends the stream");
  }

  @Override
  public int statusIfCut() {
    return Objects.requireNonNull(listener).statusIfCut();
  }

  @Override
  public void alarmRang() {
    ClientListener told = told("an alarm");
    outsideOfCalls("an alarm");
    client.alarmRang();
    seen.accept(ClientCase.ALARM);
    client.event(told::alarmRang);
  }
}
