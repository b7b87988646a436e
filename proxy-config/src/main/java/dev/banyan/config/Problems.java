package dev.banyan.config;

import dev.banyan.config.Problem.Severity;
import dev.banyan.config.document.Span;
import dev.banyan.core.http.Credentials;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is wrong with one file. The same message at the same place counts once, and after
 * {@value #MOST} the rest is dropped. Confined to the thread that loads.
 */
final class Problems {
  static final int MOST = 1_000;

  private final SourceText source;
  private final Map<Problem, Integer> offsets = new LinkedHashMap<>();
  private boolean errors;
  private boolean dropped;

  Problems(SourceText source) {
    this.source = source;
  }

  /** Something that makes the table useless. */
  void error(@Nullable Span at, String message, @Nullable String help) {
    errors = true;
    add(Severity.ERROR, at, message, help);
  }

  /** Something that is allowed but likely not meant. */
  void warning(Span at, String message, @Nullable String help) {
    add(Severity.WARNING, at, message, help);
  }

  /** How many were gathered so far. */
  int count() {
    return offsets.size();
  }

  boolean hasErrors() {
    return errors;
  }

  /** Everything gathered, in the order of the file. */
  List<Problem> inFileOrder() {
    return offsets.entrySet().stream()
        .sorted(Comparator.comparingInt(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void add(Severity severity, @Nullable Span at, String message, @Nullable String help) {
    if (offsets.size() < MOST) {
      Problem.Place place = at == null ? null : source.place(at);
      Problem problem =
          new Problem(
              severity,
              source.file(),
              place,
              Credentials.hidden(message),
              help == null ? null : Credentials.hidden(help));
      offsets.putIfAbsent(problem, at == null ? -1 : at.start());
    } else if (!dropped) {
      dropped = true;
      String rest = "more than " + MOST + " problems; the rest is not listed";
      offsets.put(new Problem(Severity.ERROR, source.file(), null, rest, null), Integer.MAX_VALUE);
    }
  }
}
