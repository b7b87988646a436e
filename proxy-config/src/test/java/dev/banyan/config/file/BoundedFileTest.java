package dev.banyan.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.banyan.testkit.UnfitFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BoundedFileTest {
  private static final int MOST = 2 << 10;

  @TempDir private Path folder;

  @Test
  void aFileMayHaveAllTheBytesThatItMayAndNoMore() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[MOST]);
    assertEquals(MOST, BoundedFile.read(file, MOST).length);

    Files.write(file, new byte[MOST + 1]);
    assertEquals("larger than 2 KiB", why(file));
  }

  @Test
  void linksAreFollowed() throws IOException {
    Files.writeString(folder.resolve("file"), "text");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));

    assertEquals("text", new String(BoundedFile.read(link, MOST), StandardCharsets.UTF_8));
  }

  /** Files of the kernel tell no size. */
  @Test
  void aFileThatTellsNoSizeIsReadToItsEnd() throws IOException {
    assertEquals(1, BoundedFile.read(Path.of("/proc/sys/vm/swappiness"), MOST).length / 2);
  }

  @ParameterizedTest
  @EnumSource(UnfitFile.class)
  void whatIsNoneIsToldAndNeverReadToItsEnd(UnfitFile unfit) {
    Path file = folder.resolve("file");
    unfit.replace(file);

    String expected =
        unfit == UnfitFile.HUGE ? "larger than 2 KiB" : unfit.words() + " (expected: a file)";
    assertEquals(expected, assertTimeoutPreemptively(Duration.ofSeconds(20), () -> why(file)));
  }

  @Test
  void whatIsNotThereAndWhatMayNotBeReadAreToldApart() {
    assertEquals("no such file", why(folder.resolve("none")));
    assertEquals("no permission to read it", BoundedFile.why(new AccessDeniedException("a")));
    assertEquals("can't be read: a: broken", BoundedFile.why(broken()));
  }

  private static IOException broken() {
    return new FileSystemException("a", null, "broken");
  }

  @ParameterizedTest
  @CsvSource({"64, 64 KiB", "1024, 1 MiB", "1500, 1500 KiB", "4096, 4 MiB"})
  void aSizeIsToldInItsUnit(int kib, String told) {
    Path file = folder.resolve("file");
    UnfitFile.HUGE.replace(file);

    IOException e = assertThrows(IOException.class, () -> BoundedFile.read(file, kib << 10));
    assertEquals("larger than " + told, BoundedFile.why(e));
  }

  private static String why(Path file) {
    return BoundedFile.why(
        assertThrows(IOException.class, () -> BoundedFile.read(file, MOST), file::toString));
  }
}
