package dev.banyan.server.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to a stream on a thread of its own, through a ring of fixed size: who hands over a
 * line never waits, and a line that finds the ring full is dropped and counted. Shared-safe.
 */
public final class LineWriter implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final int BUFFER = 64 << 10;
  private static final int LONG_LINE = 2 << 10;
  private static final int PART_OF_LONG = 8;
  private static final long SHORTEST_NAP = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(8);

  private final MpscArrayQueue<Line> ring;
  private final OutputStream out;
  private final @Nullable LogFile file;
  private final boolean owned;
  private final Thread thread;
  private final AtomicLong dropped = new AtomicLong();
  private final byte[] buffer = new byte[BUFFER];
  private int buffered;
  private long bufferedLines;
  private volatile boolean closing;
  private volatile long deadline;

  /**
   * A writer that has begun.
   *
   * @param name the thread's name
   * @param lines how many lines may wait
   * @param owned whether closing the writer closes the stream
   */
  public LineWriter(String name, int lines, OutputStream out, boolean owned) {
    this.ring = new MpscArrayQueue<>(lines);
    this.out = out;
    this.file = out instanceof LogFile opened ? opened : null;
    this.owned = owned;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** A writer to the process's standard output, which stays open. */
  public static LineWriter stdout(String name, int lines) {
    return new LineWriter(name, lines, new FileOutputStream(FileDescriptor.out), false);
  }

  /** A writer to the process's standard error, which stays open. */
  public static LineWriter stderr(String name, int lines) {
    return new LineWriter(name, lines, new FileOutputStream(FileDescriptor.err), false);
  }

  /**
   * A writer that appends to a file, which is made if there is none.
   *
   * @throws IOException if the file can't be opened for writing
   */
  public static LineWriter file(String name, int lines, Path path) throws IOException {
    return new LineWriter(name, lines, new LogFile(path), true);
  }

  /**
   * Opens its file anew, soon, so that a file that was renamed is let go: no line is lost or split.
   * While the path can't be opened the old file is kept. Does nothing for a stream.
   */
  public void reopen() {
    if (file != null) {
      file.reopen();
      LockSupport.unpark(thread);
    }
  }

  /** Hands over a line, its end included; the line is no longer the caller's. Never waits. */
  public void offer(Line line) {
    if (closing || crowds(line) || !ring.offer(line)) {
      drop();
      line.release();
    }
  }

  /** Long lines may fill only a part of the ring, so that all that wait take little memory. */
  private boolean crowds(Line line) {
    return line.length() > LONG_LINE && ring.size() >= ring.capacity() / PART_OF_LONG;
  }

  /** Counts a line that its maker could not even begin. */
  public void drop() {
    dropped.getAndIncrement();
  }

  /** How many lines were dropped since the start, those that could not be written included. */
  public long dropped() {
    return dropped.get();
  }

  /** How many lines wait to be written. */
  public int waiting() {
    return ring.size();
  }

  /** How many lines may wait. */
  public int capacity() {
    return ring.capacity();
  }

  /** Takes no more lines, writes those that wait, and ends within two seconds. */
  @Override
  public void close() {
    deadline = System.nanoTime() + CLOSING.toNanos();
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long nap = SHORTEST_NAP;
    while (true) {
      boolean last = closing;
      if (file != null) {
        file.tend();
      }
      if (drain()) {
        nap = SHORTEST_NAP;
      } else if (last) {
        break;
      } else {
        LockSupport.parkNanos(this, nap);
        nap = Math.min(nap * 2, LONGEST_NAP);
      }
      if (last && System.nanoTime() - deadline > 0) {
        break;
      }
    }
    dropped.getAndAdd(ring.size());
    if (owned) {
      close(out);
    }
  }

  /** Writes what waits; false if nothing did. */
  private boolean drain() {
    Line line = ring.poll();
    if (line == null) {
      return false;
    }
    for (; line != null; line = ring.poll()) {
      append(line);
      line.release();
    }
    flush();
    return true;
  }

  private void append(Line line) {
    if (line.length() > BUFFER - buffered) {
      flush();
    }
    if (line.length() > BUFFER) {
      write(line.bytes(), line.length(), 1);
      return;
    }
    System.arraycopy(line.bytes(), 0, buffer, buffered, line.length());
    buffered += line.length();
    bufferedLines++;
  }

  private void flush() {
    if (buffered > 0) {
      write(buffer, buffered, bufferedLines);
      buffered = 0;
      bufferedLines = 0;
    }
  }

  /** A stream that fails, such as a full disk, loses the lines of now, not those of later. */
  private void write(byte[] bytes, int length, long lines) {
    try {
      out.write(bytes, 0, length);
      out.flush();
    } catch (IOException e) {
      dropped.getAndAdd(lines);
    }
  }

  private static void close(OutputStream out) {
    try {
      out.close();
    } catch (IOException e) {
      // Everything was flushed, and nobody is left to be told.
    }
  }
}
