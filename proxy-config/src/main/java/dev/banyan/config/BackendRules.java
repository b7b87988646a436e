package dev.banyan.config;

import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.UrlDocument;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks backends, and names of backends. Stateless. */
final class BackendRules {
  /** An exchange marks the endpoints that it has tried in the bits of a long. */
  private static final int MOST_ENDPOINTS = 64;

  private BackendRules() {}

  /** Reports too many endpoints, those that are written twice, and what does not go together. */
  static void check(BackendDocument backend, Problems problems) {
    HealthRules.check(backend.health(), problems);
    if (backend.urls().size() > MOST_ENDPOINTS) {
      Located<UrlDocument> surplus = backend.urls().get(MOST_ENDPOINTS);
      String message = "urls: " + backend.urls().size() + " (expected: 64 at most)";
      problems.error(surplus.span(), message, null);
    }
    TlsRules.check(backend, problems);
    Map<UrlDocument, Located<UrlDocument>> seen = new HashMap<>();
    for (Located<UrlDocument> url : backend.urls()) {
      Located<UrlDocument> first = seen.putIfAbsent(url.value(), url);
      if (first != null) {
        String message = "urls: the same endpoint as in line " + first.span().line();
        problems.error(url.span(), message + " (expected: each once)", null);
      }
    }
  }

  /** Reports a name that is none of {@code backends}. */
  static void checkKnown(
      String key,
      @Nullable Located<String> name,
      Map<String, BackendDocument> backends,
      Problems problems) {
    if (name == null || backends.isEmpty() || backends.containsKey(name.value())) {
      return;
    }
    String expected = " (expected: a backend: " + Phrases.oneOf(backends.keySet()) + ")";
    String help = Suggestions.question(name.value(), backends.keySet());
    problems.error(name.span(), key + ": " + Phrases.quoted(name.value()) + expected, help);
  }
}
