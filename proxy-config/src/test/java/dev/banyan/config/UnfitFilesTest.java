package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.UnfitFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipes, devices, folders and huge files in place of the table, and of each file that it names. */
class UnfitFilesTest {
  private static final String TABLE = "routes.yaml";
  private static final List<String> NAMED =
      List.of("error.html", "error.json", "ca.pem", "banyan.pem", "banyan.key", "banyan.pass");

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Path keys = Path.of("src", "test", "fuzz", "KeyFile");
    Files.copy(keys.resolve("certificate"), folder.resolve("ca.pem"));
    Files.copy(keys.resolve("certificate"), folder.resolve("banyan.pem"));
    Files.copy(keys.resolve("ec-encrypted"), folder.resolve("banyan.key"));
    Files.writeString(folder.resolve("banyan.pass"), "secret\n");
    Files.writeString(folder.resolve("error.html"), "<p>{status}");
    Files.writeString(folder.resolve("error.json"), "{}");
    Files.writeString(
        folder.resolve(TABLE),
        """
        listen: 8080
        legacy: old
        errors: { html: error.html, json: error.json }
        backends:
          old:
            url: https://a.example
            tls:
              ca: ca.pem
              certificate: banyan.pem
              key: banyan.key
              key-password-file: banyan.pass
        """);
  }

  @Test
  void theTableIsSoundAsLongAsItsFilesAre() {
    LoadResult result = load();
    assertEquals(List.of(), result.problems());
    assertEquals(NAMED.size(), result.files().size());
  }

  static Stream<Arguments> filesThatAreNone() {
    return NAMED.stream()
        .flatMap(name -> Arrays.stream(UnfitFile.values()).map(unfit -> Arguments.of(name, unfit)));
  }

  @ParameterizedTest
  @MethodSource("filesThatAreNone")
  void aNamedFileThatIsNoneIsAnErrorWithItsPlace(String name, UnfitFile unfit) {
    unfit.replace(folder.resolve(name));
    LoadResult result = load();
    assertNull(result.table());
    Problem problem = result.problems().get(0);
    assertEquals(1, result.problems().size(), result.problems()::toString);
    assertTrue(problem.message().contains(": " + name + " (expected: "), problem::message);
    assertTrue(problem.toString().contains("routes.yaml:"), problem::toString);
    String help = problem.help();
    assertNotNull(help);
    String place = "`" + folder.resolve(name) + "` is ";
    assertTrue(help.startsWith(place + unfit.words()), help);
  }

  @ParameterizedTest
  @EnumSource(UnfitFile.class)
  void aTableThatIsNoneIsAnError(UnfitFile unfit) {
    unfit.replace(folder.resolve(TABLE));
    LoadResult result = load();
    assertNull(result.table());
    assertEquals(1, result.problems().size());
    String message = result.problems().get(0).message();
    assertTrue(message.startsWith(unfit.words()), message);
  }

  private LoadResult load() {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> ConfigLoader.load(folder.resolve(TABLE)));
  }
}
