package dev.banyan.config;

import dev.banyan.config.document.Located;
import dev.banyan.config.file.BoundedFile;
import dev.banyan.config.file.UnfitFileException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the files that a table names. Confined to one load. */
final class NamedFiles {
  private static final int KIB = 1 << 10;

  private final Path folder;
  private final Problems problems;
  private final Set<Path> files = new LinkedHashSet<>();

  /**
   * Nothing is read yet.
   *
   * @param folder where relative paths begin
   */
  NamedFiles(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** The files that were named, whether or not they could be read. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** The content of a file; null if it can't be read, which has been reported. */
  byte @Nullable [] read(String key, Located<String> written, int mostBytes) {
    Path file = folder.resolve(written.value());
    files.add(file);
    try {
      return BoundedFile.read(file, mostBytes);
    } catch (NoSuchFileException e) {
      String help = "there is none at `" + file + "`; paths begin at the folder of the table";
      refuse(key, written, "a file", help);
    } catch (UnfitFileException e) {
      String expected = e.tooLarge() ? mostBytes / KIB + " KiB at most" : "a file";
      refuse(key, written, expected, "`" + file + "` is " + e.getMessage());
    } catch (IOException e) {
      refuse(key, written, "a file that can be read", BoundedFile.why(e));
    }
    return null;
  }

  /** Reports that a file is not what it should be. */
  void refuse(String key, Located<String> written, String expected, @Nullable String help) {
    String shown = Phrases.quoted(written.value());
    problems.error(written.span(), key + ": " + shown + " (expected: " + expected + ")", help);
  }
}
