package dev.banyan.server.admin;

import dev.banyan.server.log.ApplicationLog;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Shows and sets the level of the application's log. Stateless. */
final class LogLevelPage {
  private static final Logger LOG = LoggerFactory.getLogger(LogLevelPage.class);

  private LogLevelPage() {}

  /** The level, as a word. */
  static AdminPage show(@Nullable ApplicationLog log) {
    return log == null
        ? AdminPage.notFound()
        : AdminPage.text(HttpResponseStatus.OK, log.level() + "\n");
  }

  /**
   * Sets the level.
   *
   * @param body the level's name
   */
  static AdminPage set(@Nullable ApplicationLog log, String body) {
    if (log == null) {
      return AdminPage.notFound();
    }
    String name = body.strip().toUpperCase(Locale.ROOT);
    for (Level level : Level.values()) {
      if (level.name().equals(name)) {
        set(log, level);
        return show(log);
      }
    }
    String levels = Arrays.toString(Level.values());
    return AdminPage.text(
        HttpResponseStatus.BAD_REQUEST, "log level: expected one of " + levels + "\n");
  }

  /** Says so at whichever of the two levels shows it. */
  private static void set(ApplicationLog log, Level level) {
    Level before = log.level();
    boolean more = level.toInt() < before.toInt();
    if (more) {
      log.level(level);
    }
    LOG.warn("log level {}, was {}", level, before);
    log.level(level);
  }
}
