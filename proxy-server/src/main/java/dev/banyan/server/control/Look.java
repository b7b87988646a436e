package dev.banyan.server.control;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.file.BoundedFile;
import dev.banyan.server.transport.Descriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a table and the other files that it names has found. Immutable.
 *
 * @param content what is in the table; empty if it can't be read, or is none that a table could be;
 *     not to be changed
 * @param stamps what tells one state of another file from the next
 */
@SuppressWarnings("ArrayRecordComponent")
record Look(byte[] content, List<String> stamps) {
  private static final byte[] NOTHING = {};

  /** What nobody has looked at. */
  static final Look NONE = new Look(NOTHING, List.of());

  /** A look; null if it can't be had now, since the process has too many files open. */
  static @Nullable Look at(Path table, List<Path> others) {
    byte[] content = content(table);
    return content == null ? null : new Look(content, stamps(others));
  }

  /** Whether this is the table with a digest. */
  boolean holds(String digest) {
    return ConfigLoader.digest(content).equals(digest);
  }

  boolean sameAs(Look other) {
    return Arrays.equals(content, other.content) && stamps.equals(other.stamps);
  }

  /** The same content, and what is found of other files now. */
  Look withStamps(List<Path> others) {
    return new Look(content, stamps(others));
  }

  private static byte @Nullable [] content(Path file) {
    try {
      return BoundedFile.read(file, ConfigLoader.MOST_BYTES);
    } catch (IOException e) {
      return Descriptors.exhausted(e) ? null : NOTHING;
    }
  }

  private static List<String> stamps(List<Path> files) {
    List<String> stamps = new ArrayList<>(files.size());
    for (Path file : files) {
      stamps.add(stamp(file));
    }
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.size() + " " + found.lastModifiedTime() + " " + found.fileKey();
    } catch (IOException e) {
      return "";
    }
  }
}
