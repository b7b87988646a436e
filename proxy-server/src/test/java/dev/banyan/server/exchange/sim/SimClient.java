package dev.banyan.server.exchange.sim;

import static dev.banyan.server.exchange.sim.BrokenPromise.unless;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessEqual;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessSame;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.exchange.ClientStream;
import dev.banyan.server.exchange.Exchange;
import dev.banyan.server.exchange.sim.SimTime.SimAlarm;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A client that sends and takes at random, and checks the answer that it gets. */
final class SimClient implements ClientStream {
  private static final long BODY_TIMEOUT = 30_000_000_000L;
  private static final long WRITE_TIMEOUT = 60_000_000_000L;

  private enum Answer {
    NONE,
    BEGUN,
    WHOLE,
    CUT,
    OWN
  }

  private final Sim sim;
  private final ExchangeRun run;
  private final SimRequest request;
  private final SimAlarm alarm;
  private final Outlet outlet;
  private final int stallsAt;
  private final boolean waitsForContinue;
  private final boolean deliversInCall;
  private @Nullable Exchange exchange;
  private boolean demanded;
  private boolean sending;
  private boolean mayBegin;
  private int sent;
  private boolean requestEnded;
  private boolean continued;
  private boolean left;
  private boolean watched;
  private Answer answer = Answer.NONE;
  private @Nullable SimStream source;
  private int status;
  private long received;

  SimClient(Sim sim, ExchangeRun run) {
    this.sim = sim;
    this.run = run;
    this.request = run.request;
    alarm = sim.time.alarm(run::ring);
    outlet = new Outlet(sim, sim.timeout(false), this::watch, this::becameWritable);
    boolean stalls = request.bodyBytes() > 0 && sim.draw.chance(6);
    stallsAt = stalls ? sim.draw.below(request.bodyBytes()) : Integer.MAX_VALUE;
    waitsForContinue = request.head().expectsContinue() && sim.draw.chance(70);
    mayBegin = !waitsForContinue;
    deliversInCall = sim.draw.chance(50);
  }

  void serve(Exchange serving) {
    exchange = serving;
    if (!request.hasBody()) {
      requestEnded = true;
      serving.requestEnd(Trailers.NONE);
    }
    if (waitsForContinue && sim.draw.chance(50)) {
      sim.time.in(sim.pause(true), () -> run.event(this::waitNoLonger));
    }
  }

  private void waitNoLonger() {
    mayBegin = true;
    sendSoon();
  }

  private Exchange exchange() {
    if (exchange == null) {
      throw new BrokenPromise("the client has no exchange");
    }
    return exchange;
  }

  // What the exchange may do.

  @Override
  public SimAlarm alarm() {
    return alarm;
  }

  @Override
  public void demandBody(boolean wanted) {
    check("demandBody");
    demanded = wanted;
    if (deliversInCall && wanted && !sending && moreNow() && mayBegin) {
      sendPieces();
    }
    sendSoon();
  }

  @Override
  public void sendInformational(ResponseHead head) {
    check("sendInformational");
    unlessSame(Answer.NONE, answer, "an interim answer behind the final head");
    unlessSame(run.liveStream().interim(), head, "the interim answer");
    run.say("passes on", head.status());
    if (head.status() == 100) {
      unless(request.head().expectsContinue(), "a client that did not ask got a 100");
      unless(!continued, "a client got a second 100");
      continued = true;
      mayBegin = true;
      sendSoon();
      sim.coverage.count("client got a 100");
    }
    outlet.write(20);
  }

  @Override
  public void sendHead(ResponseHead head, HeaderEdits edits, BodyFraming framing) {
    check("sendHead");
    unlessSame(Answer.NONE, answer, "a second answer");
    SimStream from = run.liveStream();
    unlessSame(from.script().head, head, "the head of the answer");
    unlessSame(from.script().framing, framing, "the framing of the answer");
    run.checkEdits(edits, head);
    answer = Answer.BEGUN;
    source = from;
    status = head.status();
    outlet.write(100);
    run.delivers();
  }

  @Override
  public void sendBody(ByteBuf piece) {
    check("sendBody");
    unlessSame(Answer.BEGUN, answer, "a body without a head");
    unless(outlet.writable(), "body was sent to a client that takes none");
    unless(
        source != null && Content.matches(piece, source.script().id, received),
        "the answer's body is not that of its head");
    received += piece.readableBytes();
    outlet.write(piece);
  }

  @Override
  public void endBody(Trailers trailers) {
    check("endBody");
    unlessSame(Answer.BEGUN, answer, "an end without a head");
    unless(source != null && source.endedWhole(), "a clean end of an answer that is not whole");
    unlessEqual(source.script().bodyBytes, received, "bytes of the answer's body");
    unlessSame(source.script().trailers, trailers, "the answer's trailers");
    answer = Answer.WHOLE;
    end();
  }

  @Override
  public void respond(OwnAnswer own, HeaderEdits edits) {
    check("respond");
    unlessSame(Answer.NONE, answer, "a second answer");
    run.checkEdits(edits, null);
    status = own.status();
    answer = Answer.OWN;
    run.responds(status);
    end();
  }

  @Override
  public void truncate() {
    check("truncate");
    unlessSame(Answer.BEGUN, answer, "the cut of an answer that has not begun");
    answer = Answer.CUT;
    run.truncates();
    end();
  }

  private void end() {
    run.say("client's answer:", status + " " + answer);
    sim.coverage.count("answer: ", answer);
    if (answer == Answer.CUT) {
      outlet.close();
    } else {
      outlet.flush();
      sim.time.in(WRITE_TIMEOUT, outlet::close);
    }
    if (sim.draw.chance(20)) {
      lateEvents();
    }
  }

  /** What an adapter that was not told in time may still say; the exchange must not mind. */
  private void lateEvents() {
    sim.time.in(
        sim.pause(false),
        () ->
            run.event(() -> {
              if (!left) {
                switch (sim.draw.below(5)) {
                  case 0 -> exchange().clientWritable();
                  case 1 -> exchange().clientGone();
                  case 2 -> exchange().requestReadComplete();
                  case 3 -> sendLate();
                  default -> exchange().refuse(408, "late");
                }
              }
            }));
  }

  private void sendLate() {
    if (request.hasBody() && !requestEnded) {
      sent += 1;
      exchange().requestBody(sim.content.piece(request.id(), sent - 1, 1));
    }
  }

  @Override
  public boolean writable() {
    check("writable");
    return outlet.writable();
  }

  @Override
  public void flush() {
    check("flush");
    if (sim.draw.chance(1)) {
      leave("was found gone by a write");
      return;
    }
    outlet.flush();
    watch();
  }

  private void watch() {
    if (outlet.stopped() && !watched) {
      watched = true;
      sim.time.in(WRITE_TIMEOUT, () -> run.event(() -> leave("takes nothing")));
    }
  }

  private void check(String call) {
    unless(!isAnswered(), call + " was called after the end of the answer");
    unless(run.isCurrent(), call + " was called by another exchange's event");
  }

  // What the client does.

  private void becameWritable() {
    exchange().clientWritable();
  }

  /** The client closes its connection, or its adapter does. */
  void leave(String why) {
    if (!left && !isAnswered()) {
      left = true;
      run.say("client leaves:", why);
      sim.coverage.count("client left");
      outlet.close();
      run.abandoned();
      exchange().clientGone();
    }
  }

  /** The adapter refuses the request. */
  void refuse(int code, String reason) {
    if (!left && !isAnswered()) {
      run.say("refused:", code);
      sim.coverage.count("refused with " + code);
      run.refused(code, reason);
      run.abandoned();
      exchange().refuse(code, reason);
    }
  }

  private void sendSoon() {
    if (!demanded || sending || requestEnded || left || isAnswered() || !request.hasBody()) {
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
              if (demanded && sent == before && !requestEnded && !sending) {
                refuse(408, "the body did not come");
              }
            }));
  }

  private void sendNow() {
    sending = false;
    if (left || isAnswered() || requestEnded || run.givenUp()) {
      return;
    }
    sendPieces();
    exchange().requestReadComplete();
    sendSoon();
  }

  /** Tells of what was read ahead; a demand may be met before its call returns. */
  private void sendPieces() {
    if (request.bodyBytes() > 0 && sim.draw.chance(1)) {
      refuse(413, "too long");
      return;
    }
    sending = true;
    for (int pieces = sim.draw.between(1, 3); pieces > 0 && moreNow(); pieces--) {
      int bytes = Math.min(sim.draw.between(1, 250), request.bodyBytes() - sent);
      ByteBuf piece = sim.content.piece(request.id(), sent, bytes);
      sent += bytes;
      if (sent > sim.settings.policy().bodyLimit()) {
        run.mustRefuse(413, "body-too-large");
      } else {
        run.kept.read(bytes);
        run.noteHeld();
      }
      exchange().requestBody(piece);
    }
    boolean known = request.fixedLength();
    if (sent == request.bodyBytes() && (demanded || known) && !left && !isAnswered()) {
      requestEnded = true;
      run.say("client has sent all");
      exchange().requestEnd(request.trailers());
    }
    sending = false;
  }

  private boolean moreNow() {
    return demanded && sent < Math.min(request.bodyBytes(), stallsAt) && !left && !isAnswered();
  }

  // What the oracle asks.

  boolean committed() {
    return answer == Answer.BEGUN || answer == Answer.WHOLE || answer == Answer.CUT;
  }

  /** Whether the exchange has said its last word. */
  boolean isAnswered() {
    return answer == Answer.WHOLE || answer == Answer.CUT || answer == Answer.OWN;
  }

  boolean hasLeft() {
    return left;
  }

  boolean wasCut() {
    return answer == Answer.CUT;
  }

  boolean wasToldToContinue() {
    return continued;
  }

  boolean hasSentBody() {
    return sent > 0;
  }

  int bodySent() {
    return sent;
  }

  long bodyReceived() {
    return received;
  }

  int status() {
    return status;
  }

  /** Whether bytes of the answer wait for a flush. */
  boolean holdsUnflushed() {
    return !left && !isAnswered() && outlet.unflushed() > 0;
  }
}
