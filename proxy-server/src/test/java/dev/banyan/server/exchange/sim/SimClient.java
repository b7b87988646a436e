package dev.banyan.server.exchange.sim;

import static dev.banyan.server.exchange.sim.BrokenPromise.unless;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessEqual;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessSame;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.exchange.ClientListener;
import dev.banyan.server.exchange.ClientSession;
import dev.banyan.server.exchange.ClientStream;
import dev.banyan.server.exchange.sim.SimTime.SimAlarm;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client that sends and takes at random, and checks the answer that it gets. */
final class SimClient implements ClientStream {
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
  private final ClientSession session = new ClientSession();
  private final Outlet outlet;
  private final SimUpload upload;
  private @Nullable ClientListener exchange;
  private @Nullable ClientListener unchecked;
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
    upload = new SimUpload(sim, run, this);
  }

  /**
   * Takes whom it tells of its request.
   *
   * @param careless the same without the contract, for what no adapter should tell
   */
  void serve(ClientListener serving, ClientListener careless) {
    exchange = serving;
    unchecked = careless;
    upload.begin(serving);
  }

  /** Starts the exchange, while the answer before it may still be on its way. */
  void start() {
    if (sim.draw.chance(10)) {
      outlet.leftOver(sim.draw.between(1, 900));
      watch();
    }
    upload.start();
  }

  private ClientListener exchange() {
    return Objects.requireNonNull(exchange);
  }

  private ClientListener unchecked() {
    return Objects.requireNonNull(unchecked);
  }

  // What the exchange may do.

  @Override
  public ClientSession session() {
    return session;
  }

  @Override
  public SimAlarm alarm() {
    return alarm;
  }

  @Override
  public boolean requestAtHand() {
    check("requestAtHand");
    return upload.seemsWhole();
  }

  @Override
  public void demandBody(boolean wanted) {
    check("demandBody");
    upload.demand(wanted);
  }

  @Override
  public void sendInformational(ResponseHead head) {
    check("sendInformational");
    unlessSame(Answer.NONE, answer, "an interim answer behind the final head");
    SimStream from = run.visit().liveStream();
    if (!head.equals(from.interim())) {
      unless(from.patience().mustAskClient(), "an interim answer that no backend gave");
      unlessEqual(100, head.status(), "the interim answer of our own");
      sim.coverage.count("client was asked without a 100 of the backend");
    }
    run.say("passes on", head.status());
    if (head.status() == 100) {
      unless(request.head().expectsContinue(), "a client that did not ask got a 100");
      unless(!continued, "a client got a second 100");
      continued = true;
      upload.waitNoLonger();
      sim.coverage.count("client got a 100");
    }
    outlet.write(20);
  }

  @Override
  public void sendHead(ResponseHead head, HeaderEdits edits, BodyFraming framing) {
    check("sendHead");
    unlessSame(Answer.NONE, answer, "a second answer");
    SimStream from = run.visit().liveStream();
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
    received = request.toHead() ? 0 : own.body().length;
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

  /** What breaks the contract and an exchange must bear: words to it behind its end. */
  private void lateEvents() {
    sim.time.in(
        sim.pause(false),
        () ->
            run.event(() -> {
              if (!left) {
                switch (sim.draw.below(5)) {
                  case 0 -> unchecked().clientWritable();
                  case 1 -> unchecked().clientGone();
                  case 2 -> unchecked().requestReadComplete();
                  case 3 -> upload.sendLate(unchecked());
                  default -> unchecked().refuse(408, "late");
                }
              }
            }));
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
    if (isListenedTo()) {
      exchange().clientWritable();
    }
  }

  /** The client closes its connection, or its adapter does. */
  void leave(String why) {
    if (isListenedTo()) {
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
    if (isListenedTo()) {
      run.say("refused:", code);
      sim.coverage.count("refused with " + code);
      run.refused(code, reason);
      run.abandoned();
      exchange().refuse(code, reason);
    }
  }

  // What the oracle asks.

  boolean committed() {
    return answer == Answer.BEGUN || answer == Answer.WHOLE || answer == Answer.CUT;
  }

  /** Whether the exchange has said its last word. */
  boolean isAnswered() {
    return answer == Answer.WHOLE || answer == Answer.CUT || answer == Answer.OWN;
  }

  /** Whether anything may still be told. */
  boolean isListenedTo() {
    return !left && !isAnswered();
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

  boolean seemsWhole() {
    return upload.seemsWhole();
  }

  boolean hasSentBody() {
    return upload.sent() > 0;
  }

  int bodySent() {
    return upload.sent();
  }

  long bodyReceived() {
    return received;
  }

  int status() {
    return status;
  }

  /** Whether bytes of the answer wait for a flush. */
  boolean holdsUnflushed() {
    return isListenedTo() && outlet.unflushed() > 0;
  }
}
