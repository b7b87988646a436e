package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/keys.md} is what the code says. */
class KeyReferenceTest {
  private static final Path PAGE = Path.of("../docs/keys.md");
  private static final String HOW =
      "docs/keys.md is out of date; write it anew with: ./mvnw -q -pl proxy-config -am test"
          + " -Dtest=KeyReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dkeys.write=true";

  @Test
  void thePageIsUpToDate() throws IOException {
    if (Boolean.getBoolean("keys.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, KeyReference.markdown());
    }
    assertEquals(Files.exists(PAGE) ? Files.readString(PAGE) : "", KeyReference.markdown(), HOW);
  }
}
