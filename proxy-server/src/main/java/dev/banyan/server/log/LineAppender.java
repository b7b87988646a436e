package dev.banyan.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Turns a log event into a line on the thread that logs it, and hands it over without waiting. A
 * cause is named in the line; only an ERROR brings its stack trace, for that one is a fault of
 * ours. Shared-safe.
 */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final LineWriter writer;

  LineAppender(LineWriter writer) {
    this.writer = writer;
  }

  @Override
  protected void append(ILoggingEvent event) {
    writer.offer(new Line().put(text(event).getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(128);
    TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), text);
    text.append(' ').append(event.getLevel().toString()).append("  ", 0, padding(event));
    oneLine(event.getFormattedMessage(), text.append(' '));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown == null) {
      return text.append('\n').toString();
    }
    if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
      return text.append('\n').append(ThrowableProxyUtil.asString(thrown)).toString();
    }
    oneLine(cause(thrown), text.append(": "));
    return text.append('\n').toString();
  }

  private static int padding(ILoggingEvent event) {
    return Math.max(0, 5 - event.getLevel().toString().length());
  }

  private static String cause(IThrowableProxy thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClassName();
    String shortName = name.substring(name.lastIndexOf('.') + 1);
    return message == null ? shortName : shortName + ": " + message;
  }

  /** Appends text with its control characters replaced, so that nobody can forge a line. */
  private static void oneLine(String from, StringBuilder to) {
    for (int i = 0; i < from.length(); i++) {
      char c = from.charAt(i);
      to.append(Character.isISOControl(c) ? ' ' : c);
    }
  }
}
