package dev.banyan.server.admin;

import dev.banyan.server.log.Line;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a readiness state as JSON. Stateless. */
final class ReadinessJson {
  private ReadinessJson() {}

  /** A JSON object with a line end. */
  static String of(Readiness.State state) {
    Instant loaded = state.tableLoaded();
    Line json = new Line();
    json.text("{\"ready\":").text(Boolean.toString(state.ready()));
    json.text(",\"listening\":").text(Boolean.toString(state.listening()));
    json.text(",\"draining\":").text(Boolean.toString(state.draining()));
    text(json, "table_digest", state.tableDigest());
    text(json, "table_loaded", loaded == null ? null : loaded.toString());
    text(json, "last_reload", state.lastReload());
    json.text("}\n");
    return new String(json.bytes(), 0, json.length(), StandardCharsets.US_ASCII);
  }

  private static void text(Line json, String name, @Nullable String value) {
    json.text(",\"").text(name).text("\":");
    if (value == null) {
      json.text("null");
    } else {
      json.quoted(value);
    }
  }
}
