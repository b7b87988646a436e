package dev.banyan.testkit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What stands where a file should, and must not be read to its end. */
public enum UnfitFile {
  /** A link to {@code /dev/zero}, which has no end. */
  DEVICE("a pipe, socket or device"),
  /** A pipe that nobody writes: opening it waits. */
  PIPE("a pipe, socket or device"),
  FOLDER("a folder"),
  /** 8 GiB of nothing, which take no room on the disk. */
  HUGE("larger than");

  private static final long HUGE_BYTES = 8L << 30;

  private final String words;

  UnfitFile(String words) {
    this.words = words;
  }

  /** What messages call it, or begin to. */
  public String words() {
    return words;
  }

  /** Puts it in the place of what is at {@code path}, if anything. */
  public void replace(Path path) {
    try {
      Files.deleteIfExists(path);
      switch (this) {
        case DEVICE -> Files.createSymbolicLink(path, Path.of("/dev/zero"));
        case FOLDER -> Files.createDirectory(path);
        case HUGE -> {
          try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(HUGE_BYTES);
          }
        }
        case PIPE -> {
          if (new ProcessBuilder("mkfifo", path.toString()).start().waitFor() != 0) {
            throw new IOException("mkfifo failed");
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
