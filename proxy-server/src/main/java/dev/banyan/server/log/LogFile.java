package dev.banyan.server.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that whole lines are appended to, and that can be opened anew once it was renamed: what is
 * written before goes to the old file, what is written after to the new one. Where there can't be a
 * new one yet, lines go on into the old one. Written by one thread, asked to reopen by any.
 */
final class LogFile extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path path;
  private OutputStream out;
  private volatile boolean wanted;
  private boolean failing;
  private boolean losing;
  private long nextTry;

  /**
   * Opens a file, which is made if there is none.
   *
   * @throws IOException if it can't be opened for writing
   */
  LogFile(Path path) throws IOException {
    this.path = path;
    this.out = open(path);
  }

  private static OutputStream open(Path path) throws IOException {
    return new FileOutputStream(path.toFile(), true);
  }

  /** Has the path opened anew between two writes, soon. Any thread. */
  void reopen() {
    wanted = true;
  }

  /** Does what {@link #reopen()} asked for, if anything; a file that can't be opened is retried. */
  void tend() {
    if (!wanted || (failing && System.nanoTime() - nextTry < 0)) {
      return;
    }
    wanted = false;
    try {
      OutputStream next = open(path);
      close();
      out = next;
      if (failing) {
        failing = false;
        LOG.info("{} is open anew", path);
      }
    } catch (IOException e) {
      wanted = true;
      nextTry = System.nanoTime() + RETRY_NANOS;
      if (!failing) {
        failing = true;
        LOG.warn(
            "log file can't be opened anew, so the old one is kept until it can: {}", cause(e));
      }
    }
  }

  private static String cause(IOException e) {
    return String.valueOf(e.getMessage());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
      losing = false;
    } catch (IOException e) {
      if (!losing) {
        losing = true;
        LOG.warn("{} can't be written, so its lines are lost until it can: {}", path, cause(e));
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      // Nothing is kept back that could still be written.
    }
  }
}
