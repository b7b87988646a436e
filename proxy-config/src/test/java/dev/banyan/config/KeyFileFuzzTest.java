package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.fuzz.FuzzTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/**
 * Whatever stands in a file of {@code tls}, loading its table ends with a table or with problems,
 * and takes little memory. An input is the file of the authorities, the certificate and the key.
 */
class KeyFileFuzzTest implements FuzzTests {
  private static final long MOST_BYTES = 8 << 20;

  private final Path folder;
  private final String table;

  KeyFileFuzzTest() throws IOException {
    folder = Files.createTempDirectory("banyan-keys");
    Files.writeString(folder.resolve("secret"), "secret\n");
    table =
        """
        listen: 8080
        legacy: a
        backends:
          a:
            url: https://a.example
            tls: { ca: keys, certificate: keys, key: keys, key-password-file: secret }
        """;
  }

  @AfterEach
  void remove() throws IOException {
    Files.deleteIfExists(folder.resolve("keys"));
    Files.delete(folder.resolve("secret"));
    Files.delete(folder);
  }

  @Override
  public void check(byte[] input) {
    try {
      Files.write(folder.resolve("keys"), input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long before = Allocated.bytes();
    LoadResult result = ConfigLoader.load(folder.resolve("routes.yaml").toString(), table);
    long taken = Allocated.bytes() - before;
    assertEquals(result.table() == null, result.problems().stream().anyMatch(Problem::isError));
    assertTrue(taken < MOST_BYTES, () -> taken + " bytes were allocated");
  }
}
