package dev.banyan.server.exchange;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.transport.Alarm;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The contract of {@link ClientStream} and {@link ClientListener}, put between the two: it fails
 * when either side breaks it. The simulator's clients and the real ones pass through it alike.
 */
public final class CheckedClient implements ClientStream {
  private static final int STATUS_CONTINUE = 100;
  private static final int SWITCHING = 101;

  /** The call of the stream that is under way, as far as it may lead to events. */
  private enum Call {
    NONE,
    DEMAND,
    FLUSH,
    OTHER
  }

  private final ClientStream stream;
  private final RequestHead request;
  private final CheckedRequest events;
  private final CheckedAlarm alarm;
  private Call call = Call.NONE;
  private boolean continued;
  private @Nullable BodyFraming framing;
  private long bodyBytes;
  private boolean ended;
  private volatile @Nullable AssertionError broken;

  /**
   * The contract around one request's stream.
   *
   * @param nanos the clock of the stream's alarm
   * @param seen is told of every event
   */
  public CheckedClient(
      ClientStream stream, RequestHead request, LongSupplier nanos, Consumer<ClientCase> seen) {
    this.stream = stream;
    this.request = request;
    this.events = new CheckedRequest(this, request, seen);
    this.alarm = new CheckedAlarm(nanos);
  }

  void unless(boolean kept, String what) {
    if (!kept) {
      AssertionError error = new AssertionError("contract of a client: " + what);
      broken = broken == null ? error : broken;
      throw error;
    }
  }

  /** The first rule that was broken, which an event loop may have swallowed; null for none. */
  public @Nullable AssertionError broken() {
    return broken;
  }

  /** What the adapter is to tell of the request, in place of {@code listener}. */
  public ClientListener around(ClientListener listener) {
    return events.around(listener);
  }

  /** A request that was opened without a listener must have its answer. */
  public void answeredAtOnce() {
    unless(ended, "a request that nobody answers is answered at once");
  }

  boolean ended() {
    return ended;
  }

  boolean headSent() {
    return framing != null;
  }

  boolean inDemand() {
    return call == Call.DEMAND;
  }

  boolean inFlush() {
    return call == Call.FLUSH;
  }

  boolean inCall() {
    return call != Call.NONE;
  }

  /** Whether the stream itself says that it takes more. */
  boolean takesMore() {
    return stream.writable();
  }

  /** Runs an event of the adapter: what the listener calls in it is a new call. */
  void event(Runnable told) {
    during(Call.NONE, told);
  }

  private void during(Call next, Runnable action) {
    Call outer = call;
    call = next;
    try {
      action.run();
    } finally {
      call = outer;
    }
  }

  private void alive(String what) {
    unless(!ended, what + " is not called after the end of the answer");
    unless(!events.gone(), what + " is not called after the client has gone");
  }

  @Override
  public boolean requestAtHand() {
    alive("requestAtHand");
    return stream.requestAtHand();
  }

  @Override
  public ClientSession session() {
    return stream.session();
  }

  @Override
  public Alarm alarm() {
    unless(!ended, "the alarm is not touched after the end of the answer");
    unless(alarm.of == null || alarm.of.equals(stream.alarm()), "a stream has one alarm");
    alarm.of = stream.alarm();
    return alarm;
  }

  @Override
  public void demandBody(boolean wanted) {
    unless(!ended, "demandBody is not called after the end of the answer");
    unless(!wanted || !events.gone(), "nothing is demanded of a client that has gone");
    unless(!events.complete(), "nothing is demanded of a body behind its end");
    events.demanded(wanted);
    boolean mayDeliver = wanted && !events.telling();
    during(mayDeliver ? Call.DEMAND : Call.OTHER, () -> stream.demandBody(wanted));
  }

  @Override
  public void sendInformational(ResponseHead head) {
    alive("sendInformational");
    unless(framing == null, "an interim answer comes before the final head");
    unless(head.isInformational() && head.status() != SWITCHING, "an interim answer is one");
    if (head.status() == STATUS_CONTINUE) {
      unless(request.expectsContinue() && !continued, "a 100 is sent once, to who expects it");
      continued = true;
    }
    during(Call.OTHER, () -> stream.sendInformational(head));
  }

  @Override
  public void sendHead(ResponseHead head, HeaderEdits edits, BodyFraming declared) {
    alive("sendHead");
    unless(framing == null, "one final head is sent");
    unless(!head.isInformational(), "a final head is final");
    framing = declared;
    during(Call.OTHER, () -> stream.sendHead(head, edits, declared));
  }

  @Override
  public void sendBody(ByteBuf piece) {
    alive("sendBody");
    unless(framing != null, "a body follows its head");
    unless(piece.refCnt() > 0, "a piece that is handed over is not released yet");
    unless(stream.writable(), "a piece is sent while the stream takes more");
    bodyBytes += piece.readableBytes();
    during(Call.OTHER, () -> stream.sendBody(piece));
  }

  @Override
  public void endBody(Trailers trailers) {
    alive("endBody");
    BodyFraming declared = framing;
    unless(declared != null, "an answer ends after its head");
    if (declared != null) {
      long expected =
          switch (declared.kind()) {
            case NONE -> 0;
            case FIXED -> declared.length();
            case CHUNKED, UNTIL_CLOSE -> bodyBytes;
          };
      unless(bodyBytes == expected, "an answer is as long as its head says");
    }
    ended = true;
    during(Call.OTHER, () -> stream.endBody(trailers));
  }

  @Override
  public void respond(OwnAnswer answer, HeaderEdits edits) {
    alive("respond");
    unless(framing == null, "an own answer takes the place of a head");
    ended = true;
    during(Call.OTHER, () -> stream.respond(answer, edits));
  }

  @Override
  public void truncate() {
    alive("truncate");
    unless(framing != null, "an answer that has not begun is not cut");
    ended = true;
    during(Call.OTHER, stream::truncate);
  }

  @Override
  public boolean writable() {
    alive("writable");
    return stream.writable();
  }

  @Override
  public void flush() {
    alive("flush");
    during(Call.FLUSH, stream::flush);
  }

  /** The alarm rang: it must have been set, and its time have come. */
  void alarmRang() {
    alarm.ring();
  }

  private final class CheckedAlarm implements Alarm {
    private final LongSupplier nanos;
    private @Nullable Alarm of;
    private boolean set;
    private long time;

    CheckedAlarm(LongSupplier nanos) {
      this.nanos = nanos;
    }

    private Alarm of() {
      unless(!ended, "the alarm is not touched after the end of the answer");
      return of == null ? stream.alarm() : of;
    }

    @Override
    public void at(long at) {
      unless(!events.gone(), "no alarm is set for a client that has gone");
      set = true;
      time = at;
      of().at(at);
    }

    @Override
    public void clear() {
      set = false;
      of().clear();
    }

    private void ring() {
      unless(set, "an alarm that was not set does not ring");
      unless(nanos.getAsLong() - time >= 0, "an alarm does not ring before its time");
      set = false;
    }
  }
}
