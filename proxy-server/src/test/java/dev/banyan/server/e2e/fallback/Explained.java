package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.explain.AskedRequest;
import dev.banyan.core.explain.Consequence;
import dev.banyan.core.explain.Explainer;
import dev.banyan.core.explain.Explanation;
import dev.banyan.core.explain.LiveFacts;
import java.util.ArrayList;
import java.util.List;

/** What an explanation says that a client is told if a side fails. Stateless. */
final class Explained {
  private Explained() {}

  /**
   * The answer in short, as {@link Told#inShort()} has it.
   *
   * @param reason the failure's name; empty where an answer is none
   * @param answer the side's answer in short, where that is delivered
   */
  static String of(Sides sides, Request request, String reason, String answer) {
    List<String> lines = new ArrayList<>(request.lines());
    if (!request.body().isEmpty()) {
      lines.add("Content-Length: " + request.body().length());
    }
    AskedRequest asked =
        AskedRequest.of(request.method(), "http://shop" + request.path(), lines, null);
    Explanation explanation =
        Explainer.explain(asked, sides.proxy().banyan().serving().table(), LiveFacts.Source.NONE);
    Consequence row = row(explanation, reason);
    return switch (row.result()) {
      case LEGACY -> "200 legacy";
      case DELIVERED -> answer;
      case TRUNCATED -> "cut " + answer;
      case ERROR -> row.status() + " proxy";
    };
  }

  /** Where there is no fallback, no status is a failure. */
  private static Consequence row(Explanation explanation, String reason) {
    List<Consequence> rows =
        explanation.failures().stream().filter(row -> isOf(row, reason)).toList();
    if (rows.isEmpty() && reason.equals("status")) {
      return row(explanation, "");
    }
    assertEquals(1, rows.size(), () -> reason + " in " + explanation.failures());
    return rows.get(0);
  }

  private static boolean isOf(Consequence row, String reason) {
    return reason.isEmpty() ? row.failures().isEmpty() : row.failures().contains(reason);
  }
}
