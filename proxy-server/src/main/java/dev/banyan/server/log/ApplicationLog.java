package dev.banyan.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The application's own log: plain text on standard error, one line an event, written by a thread
 * of its own, so that no event loop ever waits for it. Shared-safe.
 */
public final class ApplicationLog implements AutoCloseable {
  private static final int LINES = 1024;
  private static final List<String> QUIET = List.of("io.netty", "io.micrometer", "io.github");

  private final LoggerContext context;
  private final LineWriter writer;

  private ApplicationLog(LoggerContext context, LineWriter writer) {
    this.context = context;
    this.writer = writer;
  }

  /** Sets up the log of this process, at level INFO, in the place of any earlier set-up. */
  public static ApplicationLog start() {
    return start(
        (LoggerContext) LoggerFactory.getILoggerFactory(), LineWriter.stderr("banyan-log", LINES));
  }

  /** Sets up the log of another context, written by another writer, which it closes. */
  public static ApplicationLog start(LoggerContext context, LineWriter writer) {
    context.reset();
    LineAppender appender = new LineAppender(writer);
    appender.setName("lines");
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
    for (String library : QUIET) {
      context.getLogger(library).setLevel(Level.WARN);
    }
    return new ApplicationLog(context, writer);
  }

  /**
   * Sets which events are written, from any thread.
   *
   * @param level the least severe level, such as DEBUG; libraries stay at WARN
   */
  public void level(org.slf4j.event.Level level) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.convertAnSLF4JLevel(level));
  }

  /** The least severe level whose events are written. From any thread. */
  public org.slf4j.event.Level level() {
    Level level = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getEffectiveLevel();
    return org.slf4j.event.Level.valueOf(level.toString());
  }

  /** How many lines were dropped since the start, because the ring was full. */
  public long dropped() {
    return writer.dropped();
  }

  /** How many lines wait to be written. */
  public int waiting() {
    return writer.waiting();
  }

  /** How many lines may wait. */
  public int capacity() {
    return writer.capacity();
  }

  /** Writes what waits, within two seconds; what is logged later is lost. */
  @Override
  public void close() {
    context.stop();
    writer.close();
  }
}
