package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.LoadedTable;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code docs/operating.md} says, and the files beside it, fit what Banyan does. */
class OperatingPageTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration TO_SPARE = Duration.ofSeconds(5);

  /** How long clients have at the end to take what they are told. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private static final int MOST_CLIENTS = 20_000;
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)");
  private static final Pattern CURL =
      Pattern.compile("(?m)^curl -f (?:-X ([A-Z]+) )?(?:-d (\\S+) )?http://127.0.0.1:9900(\\S+)$");
  private static final Pattern FIELD = Pattern.compile("\"([a-z_]+)\":");
  private static final String MINIMAL =
      """
      listen: 127.0.0.1:0
      backends: { old: 'http://127.0.0.1:9', fresh: 'http://127.0.0.1:10' }
      legacy: old
      """;

  private final String page = read("operating.md");
  private final LoadedTable defaults = load(MINIMAL);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"operating.md", "operating/runbook.md"})
  void itsLinksLeadSomewhere(String name) {
    Path parent = DOCS.resolve(name).getParent();
    for (String link : find(LINK, read(name))) {
      assertTrue(Files.exists(parent.resolve(link)), link);
    }
  }

  @Test
  void whatEndsTheServiceLetsAStopTakeItsTime() {
    Duration stop = defaults.drainDelay().plus(defaults.drain()).plus(FAREWELL);
    String service = read("operating/banyan.service");
    List<Long> allowed =
        List.of(
            number(service, "(?m)^TimeoutStopSec=([0-9]+)$"),
            number(read("operating/kubernetes.yaml"), "terminationGracePeriodSeconds: ([0-9]+)"),
            number(page, "`terminationGracePeriodSeconds: ([0-9]+)`"),
            number(page, "`--stop-timeout ([0-9]+)`"),
            number(page, "`stop_grace_period: ([0-9]+)s`"));
    for (long seconds : allowed) {
      assertTrue(seconds >= stop.plus(TO_SPARE).toSeconds(), seconds + " s for " + stop);
    }
    for (String text : List.of(service, read("operating/kubernetes.yaml"), page)) {
      assertEquals(defaults.drainDelay().toSeconds(), number(text, "drain-delay`? \\(([0-9]+) s"));
    }
    for (String text : List.of(service, read("operating/kubernetes.yaml"), page)) {
      assertEquals(defaults.drain().toSeconds(), number(text, "drain`? \\(([0-9]+) s"));
    }
    assertEquals(stop.toSeconds(), number(page, "together \\(([0-9]+) s"));
    assertEquals(stop.toSeconds(), number(page, "Banyan may need ([0-9]+) s"));
  }

  @Test
  void theServiceHasFilesForAllClientsAndTheirBackends() {
    long files = number(read("operating/banyan.service"), "(?m)^LimitNOFILE=([0-9]+)$");
    assertTrue(files >= 2L * MOST_CLIENTS + 200, "files: " + files);
  }

  @Test
  void theClusterProbesTheAdminPortAndMountsTheTable() {
    Map<?, ?> deployment = null;
    for (Object document : yaml().loadAll(read("operating/kubernetes.yaml"))) {
      Map<?, ?> found = (Map<?, ?>) document;
      deployment = found.get("kind").equals("Deployment") ? found : deployment;
    }
    String text = String.valueOf(deployment);
    int port = Objects.requireNonNull(defaults.admin()).listen().port();
    assertTrue(text.contains("{name=admin, containerPort=" + port + "}"), text);
    assertTrue(text.contains("readinessProbe={httpGet={path=/readyz, port=admin}"), text);
    assertTrue(text.contains("livenessProbe={httpGet={path=/healthz, port=admin}"), text);
    assertFalse(text.contains("subPath"), text);
  }

  @Test
  void killInDefaultsTakesEveryRouteBack() {
    List<String> fragments = find(Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL), page);
    assertEquals(1, fragments.size());
    String routes =
        """
        routes:
          - { name: a, match: { path: /a/** }, new: fresh, share: 100% }
          - { name: b, match: { path: /b/** }, new: fresh, share: 100%, kill: false }
        """;
    LoadedTable table = load(MINIMAL + fragments.get(0) + routes);
    assertTrue(table.routing().routes().get(0).kill());
    assertFalse(table.routing().routes().get(1).kill());
  }

  @Test
  @Tag("slow")
  void itsCommandsAnswerAndItsTableChangesAsItSays() throws Exception {
    Path file = folder.resolve("routes.yaml");
    Files.writeString(file, MINIMAL + "admin: 127.0.0.1:0\naccess-log: off\n");
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, "run", file.toString())) {
      int port = Integer.parseInt(banyan.awaitMessage("admin on 127\\.0\\.0\\.1:([0-9]+)"));
      List<MatchResult> commands = CURL.matcher(page).results().toList();
      assertEquals(page.split("\ncurl ", -1).length - 1, commands.size());
      for (MatchResult command : commands) {
        assertEquals(200, ask(port, command).status(), command.group());
      }

      String ready = get(port, "/readyz");
      String shown = page.split("```json\n", 2)[1].split("\n", 2)[0];
      assertEquals(find(FIELD, shown), find(FIELD, ready));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      assertTrue(ready.contains(HexFormat.of().formatHex(digest)), ready);

      Files.writeString(file, MINIMAL + "admin: off\nmetrics: { routes: 7 }\n");
      Await.until("a reload", SOON, () -> get(port, "/readyz").contains("\"last_reload\":\"ok\""));
      String told = page.split("At the next start only:\\*\\* ", 2)[1].split("\\. ", 2)[0];
      for (String key : find(Pattern.compile("`([a-z-]+)`"), told)) {
        banyan.awaitMessage("`" + key + "` is not as it was at the start");
      }
      assertEquals(3, banyan.messages().split("is not as it was", -1).length - 1);
    }
  }

  private static RawResponse ask(int port, MatchResult command) {
    String method = command.group(1) == null ? "GET" : command.group(1);
    String body = command.group(2) == null ? "" : command.group(2);
    try (RawClient client = RawClient.connect(port).timeout(SOON)) {
      return client
          .send(
              "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(method, command.group(3), port, body.length(), body))
          .readResponse();
    }
  }

  private static String get(int port, String path) {
    try (RawClient client = RawClient.connect(port).timeout(SOON)) {
      return client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").readResponse().text();
    }
  }

  private static LoadedTable load(String text) {
    return Objects.requireNonNull(ConfigLoader.load("routes.yaml", text).table(), text);
  }

  private static long number(String text, String pattern) {
    List<String> found = find(Pattern.compile(pattern), text);
    assertFalse(found.isEmpty(), pattern);
    assertEquals(1, found.stream().distinct().count(), pattern + ": " + found);
    return Long.parseLong(found.get(0));
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }

  private static String read(String name) {
    try {
      return Files.readString(DOCS.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
