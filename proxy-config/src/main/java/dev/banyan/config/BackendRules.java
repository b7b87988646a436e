package dev.banyan.config;

import dev.banyan.config.document.BackendDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.UrlDocument;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks backends, and names of backends. Stateless. */
final class BackendRules {
  private BackendRules() {}

  /** Reports endpoints that are written twice. */
  static void check(BackendDocument backend, Problems problems) {
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
