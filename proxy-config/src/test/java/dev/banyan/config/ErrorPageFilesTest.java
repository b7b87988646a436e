package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of {@code errors}. */
class ErrorPageFilesTest {
  @TempDir private Path folder;
  private Path table;

  @BeforeEach
  void placeTable() {
    table = folder.resolve("routes.yaml");
  }

  private LoadResult load(String errors) throws IOException {
    Files.writeString(
        table,
        """
        listen: 8080
        backends: { old: http://127.0.0.1:9001 }
        legacy: old
        """
            + errors);
    return ConfigLoader.load(table);
  }

  private void file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, content);
  }

  private static String page(LoadResult result, int status, String accept) {
    LoadedTable loaded = result.table();
    assertNotNull(loaded, () -> result.problems().toString());
    ErrorPages pages = loaded.routing().errors();
    String text = "GET / HTTP/1.1\r\nHost: a\r\nAccept: " + accept + "\r\n\r\n";
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    byte[] id = "id-7".getBytes(StandardCharsets.ISO_8859_1);
    return new String(pages.answer(status, head, id).body(), StandardCharsets.UTF_8);
  }

  @Test
  void pathsBeginAtTheFolderOfTheTable() throws IOException {
    file("pages/error.html", "<p>größer {status} {request-id}");
    LoadResult result = load("errors: { html: pages/error.html }\n");
    assertEquals(List.of(), result.problems());
    assertEquals("<p>größer 502 id-7", page(result, 502, "text/html"));
    assertEquals(List.of(folder.resolve("pages/error.html")), result.files());
    assertEquals(result.files(), Objects.requireNonNull(result.table()).files());
  }

  @Test
  void anAbsolutePathIsTakenAsItIs() throws IOException {
    file("error.json", "{}");
    LoadResult result = load("errors: { json: " + folder.resolve("error.json") + " }\n");
    assertEquals("{}", page(result, 502, "*/*"));
  }

  @Test
  void aStatusGoesBeforeItsClassAndAClassBeforeAllInWhateverOrder() throws IOException {
    file("all", "all");
    file("class", "class");
    file("one", "one");
    file("json", "json");
    LoadResult result =
        load("errors: { 503: { html: one }, 5xx: { html: class, json: json }, html: all }\n");
    assertEquals("one", page(result, 503, "text/html"));
    assertEquals("class", page(result, 504, "text/html"));
    assertEquals("all", page(result, 400, "text/html"));
    assertEquals("json", page(result, 503, "*/*"));
  }

  @Test
  void aTableWithoutPagesHasTheStandardOnes() throws IOException {
    assertEquals(ErrorPages.STANDARD, Objects.requireNonNull(load("").table()).routing().errors());
    assertEquals(List.of(), load("").files());
  }

  @Test
  void aFileMayHaveSixtyFourKibibytes() throws IOException {
    file("error.html", "a".repeat(64 << 10));
    assertEquals(64 << 10, page(load("errors: { html: error.html }"), 502, "text/html").length());
    file("error.html", "a".repeat((64 << 10) + 1));
    assertProblem(
        "html: error.html (expected: 64 KiB at most)",
        "`" + folder.resolve("error.html") + "` is larger than 64 KiB");
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    Files.write(folder.resolve("error.html"), new byte[] {'a', (byte) 0xe4, 'b'});
    assertProblem("html: error.html (expected: a text in UTF-8)", null);
  }

  @Test
  void aMissingFileIsNamedWithItsPlace() throws IOException {
    String help =
        "there is none at `"
            + folder.resolve("error.html")
            + "`; paths begin at the folder of the table";
    assertProblem("html: error.html (expected: a file)", help);
    assertEquals(
        List.of(folder.resolve("error.html")), load("errors: { html: error.html }").files());
  }

  private void assertProblem(String message, String help) throws IOException {
    LoadResult result = load("errors: { html: error.html }\n");
    assertNull(result.table());
    Problem problem = result.problems().get(0);
    assertEquals(table + ":4:17: error: " + message, problem.toString());
    assertEquals(help, problem.help());
  }

  @Test
  void aPlaceThatIsAlmostSpeltRightIsWarnedOf() throws IOException {
    file("error.html", "<style>b {color}</style> {request_id} {Status} {reason}");
    LoadResult result = load("errors: { html: error.html }\n");
    assertNotNull(result.table());
    List<String> warnings = result.problems().stream().map(Problem::toString).toList();
    String at = table + ":4:17: warning: html: error.html has ";
    assertEquals(List.of(at + "{request_id}", at + "{Status}"), warnings);
    assertEquals("did you mean `{request-id}`?", result.problems().get(0).help());
  }
}
