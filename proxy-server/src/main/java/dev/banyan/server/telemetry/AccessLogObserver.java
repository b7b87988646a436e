package dev.banyan.server.telemetry;

import dev.banyan.server.log.Line;
import dev.banyan.server.log.LineWriter;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes the exchanges of one event loop into lines that come back to it when they are written.
 * Confined to its event loop.
 */
final class AccessLogObserver implements ExchangeObserver {
  private static final int LINES_OF_LOOP = 1024;

  private final LineWriter writer;
  private final AccessLogFormat format;
  private final MpscArrayQueue<Line> written = new MpscArrayQueue<>(LINES_OF_LOOP);
  private int made;

  AccessLogObserver(LineWriter writer, AccessLogFormat format) {
    this.writer = writer;
    this.format = format;
  }

  @Override
  public void ended(ExchangeRecord record) {
    Line line = blank();
    if (line == null) {
      writer.drop();
    } else {
      format.write(record, line);
      writer.offer(line);
    }
  }

  private @Nullable Line blank() {
    Line line = written.relaxedPoll();
    if (line == null && made < LINES_OF_LOOP) {
      made++;
      line = new Line(written);
    }
    return line;
  }
}
