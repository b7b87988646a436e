package dev.banyan.server.control;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.LoadResult;
import dev.banyan.config.LoadedTable;
import dev.banyan.server.listen.ListenException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the table when its file changes, or another that it names, however they are written: in
 * place, by rename, by swapping a link. A change counts once everything stands still between two
 * looks. Shared-safe; works on the control thread.
 */
public final class TableWatch {
  private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Path file;
  private final ControlLoop control;
  private List<Path> others;
  private Look handled;
  private @Nullable Look seen;

  private TableWatch(Path file, ControlLoop control) {
    this.file = file;
    this.control = control;
    this.others = control.table().files();
    Look now = Look.at(file, others);
    this.handled = now != null && now.holds(control.table().digest()) ? now : Look.NONE;
  }

  /**
   * Watches {@code file}, from which the table in force was read; an edit since then is found too.
   */
  public static TableWatch start(Path file, ControlLoop control) {
    TableWatch watch = new TableWatch(file, control);
    control.every(LOOK, watch::look);
    return watch;
  }

  /** Reloads now, whether or not the file has changed. */
  public void reload() {
    control.soon(() -> {
      Look now = Look.at(file, others);
      if (now == null) {
        control.noteReload("rejected: too many open files");
        LOG.error("{} can't be read, for too many files are open; the table before it stays", file);
      } else {
        handle(now);
      }
    });
  }

  private void look() {
    Look now = Look.at(file, others);
    if (now == null || now.sameAs(handled)) {
      seen = null;
    } else if (seen != null && now.sameAs(seen)) {
      handle(now);
    } else {
      seen = now;
    }
  }

  private void handle(Look now) {
    // Whatever comes of it, it is not tried again before it has changed.
    seen = null;
    handled = now;
    try {
      LoadResult result = load(now.content());
      if (!result.files().equals(others)) {
        others = result.files();
        handled = now.withStamps(others);
      }
      LoadedTable table = result.table();
      if (table == null) {
        control.noteReload("rejected: " + file + " has errors");
        RefusedEditLog.tell(file.toString(), result.problems());
        return;
      }
      control.apply(table);
      control.noteReload(ControlLoop.RELOADED);
      int routes = table.routing().catchAll();
      LOG.info("{} is in force: {} route{}", file, routes, routes == 1 ? "" : "s");
      for (String key : control.awaitingStart()) {
        LOG.warn(
            "{}: `{}` is not as it was at the start; it takes effect at the next one", file, key);
      }
    } catch (ListenException | IllegalArgumentException e) {
      control.noteReload("rejected: " + e.getMessage());
      LOG.error("{}: {}; the table before it stays", file, e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      control.noteReload("rejected: internal error");
      LOG.error("{}: internal error; the table before it stays", file, e);
    }
  }

  private LoadResult load(byte[] content) {
    return content.length == 0
        ? ConfigLoader.load(file)
        : ConfigLoader.load(file.toString(), content);
  }
}
