package dev.banyan.server.explain;

import dev.banyan.core.explain.Consequence;
import dev.banyan.core.explain.Explanation;
import dev.banyan.core.explain.LiveFacts;
import dev.banyan.core.explain.Outcome;
import dev.banyan.core.explain.Place;
import dev.banyan.core.explain.Section;
import dev.banyan.core.explain.Statement;
import dev.banyan.core.resilience.BreakerReading;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.log.Line;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes an explanation as a JSON object in ASCII, with a line end. Confined to one use. */
public final class ExplanationJson {
  private final Line json = new Line();

  private ExplanationJson() {}

  /** The explanation as JSON. */
  public static String of(Explanation explanation) {
    ExplanationJson writer = new ExplanationJson();
    writer.write(explanation);
    Line json = writer.json;
    return new String(json.bytes(), 0, json.length(), StandardCharsets.US_ASCII);
  }

  private void write(Explanation explanation) {
    json.text("{\"asked\":").quoted(explanation.asked());
    outcome(explanation.outcome());
    array("sections", explanation.sections(), this::section);
    text("failing", explanation.failing());
    array("failures", explanation.failures(), this::consequence);
    LiveFacts live = explanation.live();
    if (live != null) {
      live(live);
    }
    json.text("}\n");
  }

  private void outcome(Outcome outcome) {
    text("summary", outcome.summary());
    text("route", outcome.route());
    place(outcome.place());
    text("by", outcome.by().label());
    text("why", outcome.why());
    number("bucket", outcome.bucket());
    number("new_share", outcome.newShare());
    number("status", outcome.status() == 0 ? -1 : outcome.status());
    text("refused", outcome.refused());
  }

  private void section(Section section) {
    json.text("{\"name\":").quoted(section.name());
    array("statements", section.statements(), this::statement);
    json.put('}');
  }

  private void statement(Statement statement) {
    json.text("{\"label\":").quoted(statement.label());
    text("text", statement.text());
    place(statement.place());
    json.put('}');
  }

  private void consequence(Consequence consequence) {
    json.text("{\"when\":").quoted(consequence.when());
    array("failures", consequence.failures(), json::quoted);
    array("attempts", consequence.attempts(), attempt -> json.quoted(attempt.label()));
    text("result", consequence.result().label());
    number("status", consequence.status() == 0 ? -1 : consequence.status());
    text("text", consequence.text());
    place(consequence.place());
    json.put('}');
  }

  private void live(LiveFacts live) {
    json.text(",\"live\":{\"in_flight\":").number(live.inFlight());
    FailureKind refusal = live.refusal();
    text("refusal", refusal == null ? null : refusal.label());
    json.text(",\"probe\":").text(Boolean.toString(live.probe()));
    BreakerReading breaker = live.breaker();
    if (breaker != null) {
      breaker(breaker);
    }
    array("new", live.moved(), this::endpoint);
    array("legacy", live.legacy(), this::endpoint);
    json.put('}');
  }

  private void breaker(BreakerReading breaker) {
    json.text(",\"breaker\":{\"state\":").quoted(breaker.state().label());
    json.text(",\"opened_by_reads\":").text(Boolean.toString(breaker.openedByReads()));
    json.text(",\"opened_by_writes\":").text(Boolean.toString(breaker.openedByWrites()));
    json.text(",\"failed_rounds\":").number(breaker.failedRounds());
    json.text(",\"since_ms\":").number(breaker.since().toMillis());
    json.text(",\"until_probes_ms\":").number(breaker.untilProbes().toMillis());
    window("reads", breaker.reads());
    window("writes", breaker.writes());
    json.put('}');
  }

  private void window(String name, BreakerReading.Window window) {
    json.text(",\"").text(name).text("\":{\"calls\":").number(window.calls());
    json.text(",\"failed\":").number(window.failed());
    json.text(",\"slow\":").number(window.slow()).put('}');
  }

  private void endpoint(LiveFacts.Endpoint endpoint) {
    json.text("{\"endpoint\":").quoted(endpoint.name());
    text("state", endpoint.state());
    json.put('}');
  }

  private void place(@Nullable Place place) {
    text("place", place == null ? null : place.toString());
  }

  private void text(String name, @Nullable String value) {
    json.text(",\"").text(name).text("\":");
    if (value == null) {
      json.text("null");
    } else {
      json.quoted(value);
    }
  }

  /** A number; null for -1. */
  private void number(String name, int value) {
    json.text(",\"").text(name).text("\":");
    if (value < 0) {
      json.text("null");
    } else {
      json.number(value);
    }
  }

  private <T> void array(String name, List<T> elements, Consumer<T> writer) {
    json.text(",\"").text(name).text("\":[");
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        json.put(',');
      }
      writer.accept(elements.get(i));
    }
    json.put(']');
  }
}
