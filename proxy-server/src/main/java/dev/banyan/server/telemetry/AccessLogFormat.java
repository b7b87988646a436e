package dev.banyan.server.telemetry;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.log.Line;
import java.util.function.LongSupplier;

/**
 * Writes an exchange as one line of JSON. It makes no objects: what repeats is kept as bytes.
 * Confined to an event loop.
 */
final class AccessLogFormat {
  private static final int LONGEST_PATH = 2048;
  private static final int LONGEST_HOST = 256;
  private static final int LONGEST_METHOD = 64;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final byte[][] SIDES = {
    Ascii.bytes(",\"side\":\"legacy\""), Ascii.bytes(",\"side\":\"new\"")
  };

  private static final byte[] TIME = Ascii.bytes("{\"time\":\"");
  private static final byte[] ID = Ascii.bytes(",\"id\":\"");
  private static final byte[] CLIENT = Ascii.bytes("\",\"client\":");
  private static final byte[] METHOD = Ascii.bytes(",\"method\":");
  private static final byte[] HOST = Ascii.bytes(",\"host\":");
  private static final byte[] PATH = Ascii.bytes(",\"path\":");
  private static final byte[] QUERY = Ascii.bytes(",\"query\":");
  private static final byte[] ROUTE = Ascii.bytes(",\"route\":");
  private static final byte[] BUCKET = Ascii.bytes(",\"bucket\":");
  private static final byte[] WHY = Ascii.bytes(",\"why\":\"");
  private static final byte[] FALLBACK = Ascii.bytes("fallback:");
  private static final byte[] STATUS = Ascii.bytes(",\"status\":");
  private static final byte[] BYTES_IN = Ascii.bytes(",\"bytes_in\":");
  private static final byte[] BYTES_OUT = Ascii.bytes(",\"bytes_out\":");
  private static final byte[] MILLIS = Ascii.bytes(",\"ms\":");
  private static final byte[] HEAD_MILLIS = Ascii.bytes(",\"head_ms\":");
  private static final byte[] ENDPOINT = Ascii.bytes(",\"endpoint\":");
  private static final byte[] REFUSED = Ascii.bytes(",\"refused\":");
  private static final byte[] FAILURE = Ascii.bytes(",\"failure\":\"");
  private static final byte[] BROKE = Ascii.bytes(",\"broke\":\"");
  private static final byte[] TRUNCATED = Ascii.bytes(",\"truncated\":true");
  private static final byte[] CLIENT_LEFT = Ascii.bytes(",\"client_left\":true");
  private static final byte[] END = Ascii.bytes("}\n");

  private final LongSupplier wallMillis;
  private final boolean query;
  private final TimeText time = new TimeText();

  /**
   * A format.
   *
   * @param wallMillis the time of day, in milliseconds since 1970 UTC
   * @param query whether the target's query is written
   */
  AccessLogFormat(LongSupplier wallMillis, boolean query) {
    this.wallMillis = wallMillis;
    this.query = query;
  }

  /** Writes a record to an empty line, the line's end included. */
  void write(ExchangeRecord record, Line line) {
    long nanos = Math.max(0, record.endNanos() - record.startNanos());
    line.put(TIME);
    time.write(wallMillis.getAsLong() - nanos / NANOS_PER_MILLI, line);
    line.put('"').put(ID).put(record.id().bytes());
    line.put(CLIENT).quoted(record.client());
    RequestHead request = record.request();
    if (request != null) {
      request(request, line);
    }
    decision(record, line);
    line.put(STATUS).number(record.status());
    line.put(BYTES_IN).number(record.requestBytes());
    line.put(BYTES_OUT).number(record.responseBytes());
    millis(MILLIS, nanos, line);
    answer(record, line);
    ending(record, line);
    line.put(END);
  }

  private void request(RequestHead head, Line line) {
    byte[] bytes = head.bytes();
    line.put(METHOD).quoted(bytes, 0, head.methodEnd(), LONGEST_METHOD);
    line.put(HOST).quoted(bytes, head.hostStart(), head.hostEnd(), LONGEST_HOST);
    line.put(PATH).quoted(bytes, head.pathStart(), head.pathEnd(), LONGEST_PATH);
    if (query && head.targetEnd() > head.pathEnd()) {
      line.put(QUERY).quoted(bytes, head.pathEnd() + 1, head.targetEnd(), LONGEST_PATH);
    }
  }

  private static void decision(ExchangeRecord record, Line line) {
    ExchangePlan plan = record.plan();
    if (plan == null) {
      line.put(WHY).text("refused").put('"');
      return;
    }
    line.put(ROUTE).quoted(plan.policy().name());
    AttemptRecord last = record.last();
    if (!plan.why().asksNoSide()) {
      line.put(SIDES[(last == null ? plan.side() : last.side()).ordinal()]);
    }
    if (plan.bucket() >= 0) {
      line.put(BUCKET).number(plan.bucket());
    }
    line.put(WHY);
    why(record, plan, line);
    line.put('"');
  }

  private static void why(ExchangeRecord record, ExchangePlan plan, Line line) {
    FailureKind fallback = record.fallback();
    if (fallback == null) {
      line.text(plan.why().label());
      return;
    }
    if (fallback.stage() != FailureKind.Stage.NEVER_SENT) {
      line.put(FALLBACK);
    }
    line.text(fallback.label());
  }

  private static void answer(ExchangeRecord record, Line line) {
    AttemptRecord last = record.last();
    if (last == null) {
      return;
    }
    if (last.headNanos() >= 0) {
      millis(HEAD_MILLIS, last.headNanos(), line);
    }
    String endpoint = last.endpoint();
    if (endpoint != null) {
      line.put(ENDPOINT).quoted(endpoint);
    }
  }

  private static void ending(ExchangeRecord record, Line line) {
    String refused = record.refused();
    if (refused != null) {
      line.put(REFUSED).quoted(refused);
    }
    FailureKind failure = record.failure();
    if (failure != null) {
      line.put(FAILURE).text(failure.label()).put('"');
    }
    String broken = record.broken();
    if (broken != null) {
      line.put(BROKE).text(broken).put('"');
    }
    if (record.truncated()) {
      line.put(TRUNCATED);
    }
    if (record.clientLeft()) {
      line.put(CLIENT_LEFT);
    }
  }

  /** Milliseconds with three decimals, cut and not rounded. */
  private static void millis(byte[] name, long nanos, Line line) {
    line.put(name).number(nanos / NANOS_PER_MILLI).put('.');
    line.padded(nanos / NANOS_PER_MICRO % 1_000, 3);
  }
}
