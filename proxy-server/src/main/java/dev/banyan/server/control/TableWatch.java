package dev.banyan.server.control;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.LoadResult;
import dev.banyan.config.LoadedTable;
import dev.banyan.config.ProblemPrinter;
import dev.banyan.server.listen.ListenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the table when its file changes, however it is written: in place, by rename, by swapping
 * a link. A change counts once the content stands still between two looks. Shared-safe; works on
 * the control thread.
 */
public final class TableWatch {
  private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Path file;
  private final ControlLoop control;
  private byte[] handled;
  private byte @Nullable [] seen;

  private TableWatch(Path file, ControlLoop control) {
    this.file = file;
    this.control = control;
    this.handled = content();
  }

  /** Watches {@code file}, whose present content is in force. */
  public static TableWatch start(Path file, ControlLoop control) {
    TableWatch watch = new TableWatch(file, control);
    control.every(LOOK, watch::look);
    return watch;
  }

  /** Reloads now, whether or not the file has changed. */
  public void reload() {
    control.soon(() -> handle(content()));
  }

  private void look() {
    byte[] now = content();
    if (Arrays.equals(now, handled)) {
      seen = null;
    } else if (seen != null && Arrays.equals(now, seen)) {
      handle(now);
    } else {
      seen = now;
    }
  }

  private byte[] content() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private void handle(byte[] content) {
    handled = content;
    seen = null;
    LoadResult result =
        content.length == 0 ? ConfigLoader.load(file) : ConfigLoader.load(file.toString(), content);
    LoadedTable table = result.table();
    if (table == null) {
      String problems = ProblemPrinter.plain().print(result.problems());
      control.noteReload("rejected: " + file + " has errors");
      LOG.error("{} has errors, so the table before it stays:\n{}", file, problems);
      return;
    }
    try {
      control.apply(table);
      control.noteReload("ok");
      LOG.info("{} is in force: {} routes", file, table.routing().catchAll());
    } catch (ListenException e) {
      control.noteReload("rejected: " + e.getMessage());
      LOG.error("{}: {}; the table before it stays", file, e.getMessage());
    }
  }
}
