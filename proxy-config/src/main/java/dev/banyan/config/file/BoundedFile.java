package dev.banyan.config.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads files that others write, whatever stands at their path by now. Every file that Banyan reads
 * is read here. Links are followed. Stateless; blocks on the disk.
 *
 * <p>What is no regular file is not opened: opening a pipe waits for its writer, and a device may
 * have no end. Java can't open a file without waiting, so a pipe that takes the place of a file
 * between the look at it and the opening of it is waited for.
 */
public final class BoundedFile {
  private static final int KIB = 1 << 10;

  private BoundedFile() {}

  /**
   * The content of a file.
   *
   * @param mostBytes its largest size, below 2 GiB; no more than one byte above is ever held
   * @throws UnfitFileException if it is larger, or no regular file
   * @throws IOException if it is not there or can't be read; {@link #why} has the words for it
   */
  public static byte[] read(Path file, int mostBytes) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (found.isDirectory()) {
      throw new UnfitFileException("a folder", false);
    }
    if (!found.isRegularFile()) {
      throw new UnfitFileException("a pipe, socket or device", false);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new UnfitFileException("larger than " + size(mostBytes), true);
      }
      return bytes;
    }
  }

  /** Why a file could not be read, as what follows its name and a colon. */
  public static String why(IOException failure) {
    if (failure instanceof UnfitFileException unfit) {
      return unfit.getMessage() + (unfit.tooLarge() ? "" : " (expected: a file)");
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "no permission to read it";
    }
    return "can't be read: " + failure.getMessage();
  }

  private static String size(int bytes) {
    int kib = bytes / KIB;
    return kib >= KIB && kib % KIB == 0 ? kib / KIB + " MiB" : kib + " KiB";
  }
}
