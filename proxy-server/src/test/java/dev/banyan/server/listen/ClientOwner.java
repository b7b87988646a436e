package dev.banyan.server.listen;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.exchange.ClientListener;
import dev.banyan.server.exchange.ClientStream;
import dev.banyan.testkit.Await;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Answers one request as a test tells it to, and writes down what it is told. */
final class ClientOwner implements ClientListener {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final HeadParser PARSER = new HeadParser(new HeadLimits(1_000, 1_000, 20));

  private final ClientStream stream;
  private final Map<String, Runnable> reactions = new HashMap<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final AtomicLong bodyBytes = new AtomicLong();
  private boolean committed;

  ClientOwner(ClientStream stream) {
    this.stream = stream;
  }

  /** Lets {@code reaction} run at the event whose first word this is; on the loop. */
  ClientOwner on(String event, Runnable reaction) {
    reactions.put(event, reaction);
    return this;
  }

  /** What was told, the pieces of a body as one event. */
  List<String> events() {
    return List.copyOf(events);
  }

  void await(String event) {
    Await.until(event + " in " + events, SOON, () -> events.contains(event));
  }

  private void note(String event) {
    events.add(event);
    reactions.getOrDefault(event.split(" ", 2)[0], () -> {}).run();
  }

  // What the test makes it do, on the loop.

  void demand(boolean wanted) {
    stream.demandBody(wanted);
  }

  void alarm(long atNanos) {
    stream.alarm().at(atNanos);
  }

  void clearAlarm() {
    stream.alarm().clear();
  }

  void interim(int status) {
    stream.sendInformational(head("HTTP/1.1 " + status + " Wait\r\n\r\n"));
    stream.flush();
  }

  /** Sends interim answers until the client's connection takes no more, and says how many. */
  int interimsUntilFull() {
    ResponseHead hints = head("HTTP/1.1 103 Hints\r\nLink: " + "x".repeat(900) + "\r\n\r\n");
    int count = 0;
    while (writable()) {
      stream.sendInformational(hints);
      stream.flush();
      count++;
    }
    return count;
  }

  void head(BodyFraming framing) {
    committed = true;
    stream.sendHead(head("HTTP/1.1 200 OK\r\n\r\n"), HeaderEdits.NONE, framing);
  }

  void body(int bytes) {
    stream.sendBody(Unpooled.wrappedBuffer(new byte[bytes]));
  }

  void end() {
    stream.endBody(Trailers.NONE);
  }

  void respond(int status) {
    committed = true;
    stream.respond(OwnAnswer.empty(status), HeaderEdits.NONE);
  }

  void truncate() {
    stream.truncate();
  }

  void flush() {
    stream.flush();
  }

  boolean writable() {
    return stream.writable();
  }

  private static ResponseHead head(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return Objects.requireNonNull(PARSER.parseResponse(bytes, bytes.length));
  }

  // What it is told.

  @Override
  public void start() {
    note("start");
  }

  @Override
  public void requestBody(ByteBuf piece) {
    if (bodyBytes.get() > 0) {
      events.remove(events.size() - 1);
    }
    long sum = bodyBytes.addAndGet(piece.readableBytes());
    piece.release();
    note("body " + sum);
  }

  @Override
  public void requestEnd(Trailers trailers) {
    note(("end " + new String(trailers.lines(), StandardCharsets.ISO_8859_1)).strip());
  }

  @Override
  public void requestReadComplete() {
    reactions.getOrDefault("read", () -> {}).run();
  }

  @Override
  public void clientWritable() {
    note("writable");
  }

  @Override
  public void clientGone() {
    note("gone");
  }

  @Override
  public void refuse(int status, String reason) {
    note("refuse " + status);
    if (committed) {
      truncate();
    } else {
      respond(status);
    }
  }

  @Override
  public int statusIfCut() {
    return 502;
  }

  @Override
  public void alarmRang() {
    note("alarm");
  }
}
