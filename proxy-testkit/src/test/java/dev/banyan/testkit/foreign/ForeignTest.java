package dev.banyan.testkit.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.FreePort;
import dev.banyan.testkit.RawClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ForeignTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  @Tag("python")
  void aPythonServerAnswersAndIsGoneAfterwards() {
    int port;
    try (ForeignServer server = ForeignServer.start(Language.PYTHON, "hello.py")) {
      port = server.port();
      assertEquals("hello from waitress", get(port));
    }
    assertTrue(FreePort.isFree(port));
  }

  @Test
  @Tag("node")
  void aNodeServerAnswers() {
    try (ForeignServer server = ForeignServer.start(Language.NODE, "hello.js")) {
      assertEquals("hello from express", get(server.port()));
    }
  }

  @Test
  @Tag("python")
  @Tag("go")
  void aGoClientRunsToItsEnd() {
    try (ForeignServer server = ForeignServer.start(Language.PYTHON, "hello.py")) {
      assertEquals(
          List.of("200 hello from waitress"),
          ForeignClient.run(Language.GO, "get.go", MINUTE, server.url()));
    }
  }

  @Test
  @Tag("python")
  void whatABrokenScriptSaysIsInTheFailure() {
    AssertionError server =
        assertThrows(AssertionError.class, () -> ForeignServer.start(Language.PYTHON, "broken.py"));
    assertTrue(server.getMessage().contains("broken on purpose"), server::getMessage);
    AssertionError client =
        assertThrows(
            AssertionError.class, () -> ForeignClient.run(Language.PYTHON, "broken.py", MINUTE));
    assertTrue(client.getMessage().contains("broken on purpose"), client::getMessage);
  }

  private static String get(int port) {
    try (RawClient client = RawClient.connect(port)) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      return client.readResponse().text();
    }
  }
}
