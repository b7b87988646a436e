package dev.banyan.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What a class logs during a test, from INFO on; to be registered as an extension. Shared-safe. */
public final class Said implements BeforeEachCallback, AfterEachCallback {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  private Said(Class<?> speaker) {
    logger = (Logger) LoggerFactory.getLogger(speaker);
    heard.list = new CopyOnWriteArrayList<>();
  }

  /** Listens to a class. */
  public static Said by(Class<?> speaker) {
    return new Said(speaker);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    heard.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(heard);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.detachAppender(heard);
    logger.setLevel(null);
  }

  /** What was said so far. */
  public List<ILoggingEvent> events() {
    return List.copyOf(heard.list);
  }

  /** The same as text: the level, and the message. */
  public List<String> lines() {
    return events().stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }
}
