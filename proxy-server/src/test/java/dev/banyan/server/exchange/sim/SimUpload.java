package dev.banyan.server.exchange.sim;

import dev.banyan.core.http.Trailers;
import dev.banyan.server.exchange.ClientListener;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a client sends its request's body: in pieces, late, in part, or not before a 100. */
final class SimUpload {
  private static final long BODY_TIMEOUT = 30_000_000_000L;

  private final Sim sim;
  private final ExchangeRun run;
  private final SimClient client;
  private final SimRequest request;
  private final int stallsAt;
  private final boolean waitsForContinue;
  private final boolean deliversInCall;
  private final boolean seemsWhole;
  private @Nullable ClientListener exchange;
  private boolean starting;
  private boolean demanded;
  private boolean sending;
  private boolean mayBegin;
  private int sent;
  private boolean ended;

  SimUpload(Sim sim, ExchangeRun run, SimClient client) {
    this.sim = sim;
    this.run = run;
    this.client = client;
    this.request = run.request;
    boolean stalls = request.bodyBytes() > 0 && sim.draw.chance(6);
    stallsAt = stalls ? sim.draw.below(request.bodyBytes()) : Integer.MAX_VALUE;
    waitsForContinue = request.head().expectsContinue() && sim.draw.chance(70);
    mayBegin = !waitsForContinue;
    deliversInCall = sim.draw.chance(70);
    seemsWhole = !request.hasBody() || sim.draw.chance(60);
  }

  void begin(ClientListener serving) {
    exchange = serving;
    if (!request.hasBody()) {
      ended = true;
      serving.requestEnd(Trailers.NONE);
    }
    if (waitsForContinue && sim.draw.chance(50)) {
      sim.time.in(sim.pause(true), () -> run.event(this::waitNoLonger));
    }
  }

  private ClientListener exchange() {
    return Objects.requireNonNull(exchange);
  }

  void start() {
    starting = true;
    exchange().start();
    starting = false;
  }

  /** The client got its 100, or has waited long enough for it. */
  void waitNoLonger() {
    mayBegin = true;
    sendSoon();
  }

  /** Pieces are wanted or not; those that were read ahead may come before this returns. */
  void demand(boolean wanted) {
    demanded = wanted;
    if (deliversInCall && wanted && !starting && !sending && mayBegin && readAhead()) {
      sendPieces();
    }
    sendSoon();
  }

  int sent() {
    return sent;
  }

  /** Whether the request is taken for one that is there to its end. */
  boolean seemsWhole() {
    return seemsWhole;
  }

  private void sendSoon() {
    if (!demanded || sending || ended || !client.isListenedTo() || !request.hasBody()) {
      return;
    }
    if (sent >= stallsAt || !mayBegin) {
      stall();
      return;
    }
    sending = true;
    sim.time.in(sim.pause(true), () -> run.event(this::sendNow));
  }

  private void stall() {
    int before = sent;
    sim.time.in(
        BODY_TIMEOUT,
        () ->
            run.event(() -> {
              if (demanded && sent == before && !ended && !sending) {
                client.refuse(408, "the body did not come");
              }
            }));
  }

  private void sendNow() {
    sending = false;
    if (!client.isListenedTo() || ended || run.givenUp()) {
      return;
    }
    sendPieces();
    if (client.isListenedTo()) {
      exchange().requestReadComplete();
    }
    sendSoon();
  }

  private void sendPieces() {
    if (request.bodyBytes() > 0 && sim.draw.chance(1)) {
      client.refuse(413, "too long");
      return;
    }
    if (sim.draw.chance(1)) {
      client.leave("sent a FIN inside its body");
      return;
    }
    sending = true;
    for (int pieces = sim.draw.ofInts(1, 2, 3, 3, 50); pieces > 0 && moreNow(); pieces--) {
      sendPiece();
    }
    boolean known = request.fixedLength();
    if (sent == request.bodyBytes() && (demanded || known) && client.isListenedTo()) {
      ended = true;
      run.say("client has sent all");
      exchange().requestEnd(request.trailers());
    }
    sending = false;
  }

  private void sendPiece() {
    int bytes = Math.min(sim.draw.between(1, 250), request.bodyBytes() - sent);
    ByteBuf piece = sim.content.piece(request.id(), sent, bytes);
    sent += bytes;
    if (sent > sim.settings.policy().bodyLimit()) {
      run.mustRefuse(413, "body-too-large");
    } else {
      run.kept.read(bytes);
      run.visit().noteHeld();
    }
    exchange().requestBody(piece);
  }

  /** Tells {@code careless} of a piece more, whether it wants one or not. */
  void sendLate(ClientListener careless) {
    if (request.hasBody() && !ended) {
      sent += 1;
      careless.requestBody(sim.content.piece(request.id(), sent - 1, 1));
    }
  }

  /** Whether a piece, or the end alone, can be told at once. */
  private boolean readAhead() {
    return moreNow() || (sent == request.bodyBytes() && !ended && client.isListenedTo());
  }

  private boolean moreNow() {
    return demanded && sent < Math.min(request.bodyBytes(), stallsAt) && client.isListenedTo();
  }
}
