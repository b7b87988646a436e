package dev.banyan.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Alerts, the runbook and the queries in the documentation name metrics that there are. */
class AlertsTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern LABEL_IN_TEXT = Pattern.compile("\\$labels\\.([a-z_]+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (\\w+)$");
  private static final Pattern QUERY = Pattern.compile("(?m)^\\| [^|]+\\? \\| (.+) \\|$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern MENTIONED =
      Pattern.compile("\\b(?:banyan|jvm|process|system)_[a-z0-9_]+");

  private static KnownMetrics known;

  private record Alert(String name, String expr, String severity, String summary, String link) {}

  @BeforeAll
  static void scrape() {
    String table =
        """
        listen: [{ host: 127.0.0.1, port: 0 }]
        admin: { port: 0 }
        access-log: off
        backends: { old: 'http://127.0.0.1:9' }
        legacy: old
        """;
    try (TestProxy proxy = TestProxy.start(TestProxy.load(table), new BanyanOptions(1, false));
        RawClient client = RawClient.connect(proxy.banyan().admin().getPort())) {
      client.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
      known = new KnownMetrics(MetricsText.parse(client.readResponse().text()));
    }
  }

  @Test
  void everyAlertNamesMetricsAndLabelsThatThereAre() throws IOException {
    List<Alert> alerts = alerts();
    assertTrue(alerts.size() > 20, "alerts: " + alerts.size());
    for (Alert alert : alerts) {
      Set<String> labels = known.check(alert.expr());
      for (String label : find(LABEL_IN_TEXT, alert.summary())) {
        assertTrue(labels.contains(label), alert.name() + " has no " + label);
      }
      assertTrue(Set.of("page", "ticket").contains(alert.severity()), alert::toString);
    }
  }

  @Test
  void everyAlertHasItsSectionOfTheRunbookAndNoOther() throws IOException {
    List<Alert> alerts = alerts();
    String runbook = Files.readString(DOCS.resolve("operating/runbook.md"));
    assertEquals(alerts.stream().map(Alert::name).sorted().toList(), sorted(HEADING, runbook));
    for (Alert alert : alerts) {
      assertEquals("runbook.md#" + alert.name().toLowerCase(Locale.ROOT), alert.link());
      String section = runbook.split("(?m)^## " + alert.name() + "$", 2)[1].split("\n## ", 2)[0];
      for (String part : List.of("**Means** ", "\n**Look** ", "\n**Do** ")) {
        assertTrue(section.contains(part), alert.name() + " lacks " + part);
      }
    }
  }

  @Test
  void theAlertsThatPromtoolPlaysAreThere() throws IOException {
    String played = Files.readString(DOCS.resolve("operating/alerts-test.yml"));
    List<String> names = find(Pattern.compile("alertname=\"(\\w+)\""), played);
    assertFalse(names.isEmpty());
    Set<String> all = Set.copyOf(alerts().stream().map(Alert::name).toList());
    assertTrue(all.containsAll(names), names::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.md", "backends.md", "names-and-tls.md"})
  void theQueriesOfAPageNameWhatThereIs(String page) throws IOException {
    List<String> rows = find(QUERY, Files.readString(DOCS.resolve(page)));
    assertFalse(rows.isEmpty());
    for (String row : rows) {
      find(CODE, row.replace("\\|", "|")).forEach(known::check);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"operating.md", "operating/runbook.md"})
  void theMetricsThatAPageMentionsExist(String page) throws IOException {
    for (String name :
        MENTIONED
            .matcher(Files.readString(DOCS.resolve(page)))
            .results()
            .map(MatchResult::group)
            .toList()) {
      assertTrue(known.has(name), name);
    }
  }

  @Test
  void prometheusFindsTheAlertsAndCallsTheJobAsTheyDo() throws IOException {
    Map<String, Object> config = yaml("operating/prometheus.yml");
    for (Object file : (List<?>) config.get("rule_files")) {
      assertTrue(Files.exists(DOCS.resolve("operating").resolve((String) file)));
    }
    Map<?, ?> scrape = (Map<?, ?>) ((List<?>) config.get("scrape_configs")).get(0);
    for (Alert alert : alerts()) {
      for (PromQuery.Selector selector : new PromQuery(alert.expr()).selectors()) {
        selector.choices().stream()
            .filter(choice -> choice.label().equals("job"))
            .forEach(choice -> assertEquals(scrape.get("job_name"), choice.value()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "banyan_no_such_thing > 1",
        "banyan_client_connections{route=\"a\"} > 1",
        "sum by (colour) (banyan_client_connections) > 1",
        "rate(banyan_client_connections[5m]) > 1",
        "banyan_reloads_total > 1",
        "banyan_breaker_state{state=\"ajar\"} == 1",
        "frobnicate(banyan_client_connections) > 1",
        "sum(banyan_client_connections > 1",
      })
  void aQueryThatNamesWhatThereIsNotIsFound(String query) {
    assertThrows(Throwable.class, () -> known.check(query));
  }

  private static List<Alert> alerts() throws IOException {
    List<Alert> alerts = new ArrayList<>();
    for (Object group : (List<?>) yaml("operating/alerts.yml").get("groups")) {
      for (Object each : (List<?>) ((Map<?, ?>) group).get("rules")) {
        Map<?, ?> rule = (Map<?, ?>) each;
        Map<?, ?> texts = (Map<?, ?>) rule.get("annotations");
        alerts.add(
            new Alert(
                (String) rule.get("alert"),
                (String) rule.get("expr"),
                (String) ((Map<?, ?>) rule.get("labels")).get("severity"),
                (String) texts.get("summary"),
                (String) texts.get("runbook_url")));
      }
    }
    return alerts;
  }

  private static Map<String, Object> yaml(String file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions()))
        .load(Files.readString(DOCS.resolve(file)));
  }

  private static List<String> sorted(Pattern pattern, String text) {
    return find(pattern, text).stream().sorted().toList();
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
