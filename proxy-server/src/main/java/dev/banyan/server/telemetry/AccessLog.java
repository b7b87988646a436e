package dev.banyan.server.telemetry;

import dev.banyan.server.log.LineWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The access log: one JSON object a line, a line an exchange. Lines that find the ring full are
 * dropped and counted; event loops never wait. Shared-safe.
 */
public final class AccessLog implements AutoCloseable {
  /** How many lines may wait to be written. */
  static final int LINES = 4096;

  private static final String THREAD = "banyan-access-log";

  private final @Nullable LineWriter writer;
  private final LongSupplier wallMillis;
  private final boolean query;

  AccessLog(@Nullable LineWriter writer, LongSupplier wallMillis, boolean query) {
    this.writer = writer;
    this.wallMillis = wallMillis;
    this.query = query;
  }

  /** A log that is not written and costs nothing. */
  public static AccessLog off() {
    return new AccessLog(null, System::currentTimeMillis, false);
  }

  /**
   * A log on standard output.
   *
   * @param query whether lines hold the target's query
   */
  public static AccessLog stdout(boolean query) {
    return new AccessLog(LineWriter.stdout(THREAD, LINES), System::currentTimeMillis, query);
  }

  /**
   * A log that is appended to a file.
   *
   * @param query whether lines hold the target's query
   * @throws IOException if the file can't be opened for writing
   */
  public static AccessLog file(Path path, boolean query) throws IOException {
    return new AccessLog(LineWriter.file(THREAD, LINES, path), System::currentTimeMillis, query);
  }

  /** Opens the file anew, soon; does nothing where there is none. See {@link LineWriter#reopen}. */
  public void reopen() {
    if (writer != null) {
      writer.reopen();
    }
  }

  /** The observer that logs the exchanges of one event loop; each loop needs its own. */
  public ExchangeObserver newLoop() {
    return writer == null
        ? ExchangeObserver.NONE
        : new AccessLogObserver(writer, new AccessLogFormat(wallMillis, query));
  }

  /** How many lines were dropped since the start. */
  public long dropped() {
    return writer == null ? 0 : writer.dropped();
  }

  /** How many lines wait to be written. */
  public int waiting() {
    return writer == null ? 0 : writer.waiting();
  }

  /** How many lines may wait; 0 if the log is off. */
  public int capacity() {
    return writer == null ? 0 : writer.capacity();
  }

  /** Writes what waits, within two seconds, and takes no more. */
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
