package dev.banyan.core.explain;

import dev.banyan.core.routing.FieldCondition;
import dev.banyan.core.routing.FieldCondition.Absent;
import dev.banyan.core.routing.FieldCondition.Exact;
import dev.banyan.core.routing.FieldCondition.Prefix;
import dev.banyan.core.routing.FieldCondition.Regex;
import dev.banyan.core.routing.FieldCondition.Test;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.RouteMatch;
import dev.banyan.core.routing.RouteTrace.Failed;
import dev.banyan.core.routing.RouteTrace.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Puts into words what a route takes. Stateless. */
final class MatchWords {
  private MatchWords() {}

  /** All that a route takes, as in {@code host shop.example, path /cart/**, method GET}. */
  static String of(RouteMatch match) {
    List<String> words = new ArrayList<>();
    words.add(match.host().kind() == HostPattern.Kind.ANY ? "any host" : "host " + match.host());
    words.add("path " + match.path());
    if (!match.methods().isEmpty()) {
      words.add("method " + methods(match.methods()));
    }
    add(words, Subject.HEADER, match.headers());
    add(words, Subject.QUERY, match.query());
    add(words, Subject.COOKIE, match.cookies());
    return Words.shown(String.join(", ", words));
  }

  private static void add(List<String> words, Subject subject, List<FieldCondition> conditions) {
    for (FieldCondition condition : conditions) {
      words.add(name(subject, condition) + " " + wanted(condition.test()));
    }
  }

  /** Why a route does not take a request, as in {@code header X-Beta is 1, not 2}. */
  static String of(RouteMatch match, Failed failed) {
    String value = failed.value() == null ? null : quoted(failed.value());
    if (failed.subject() == Subject.METHOD) {
      return "the method is " + value + ", not " + methods(match.methods());
    }
    FieldCondition condition = Objects.requireNonNull(failed.condition());
    String found =
        name(failed.subject(), condition) + (value == null ? " is absent" : " is " + value);
    return found + " (expected: " + expected(condition.test()) + ")";
  }

  private static String name(Subject subject, FieldCondition condition) {
    String kind =
        subject == Subject.QUERY ? "query parameter" : subject.name().toLowerCase(Locale.ROOT);
    return kind + " " + Words.shown(condition.name());
  }

  private static String methods(Set<String> methods) {
    return Words.oneOf(methods.stream().sorted().toList());
  }

  private static String wanted(Test test) {
    if (test instanceof Exact exact) {
      return "is " + quoted(exact.value());
    }
    if (test instanceof Prefix prefix) {
      return "begins with " + quoted(prefix.value());
    }
    if (test instanceof Regex regex) {
      return "matches " + Words.shown(regex.text());
    }
    return test instanceof Absent ? "is absent" : "is there";
  }

  private static String expected(Test test) {
    if (test instanceof Exact exact) {
      return quoted(exact.value());
    }
    if (test instanceof Prefix prefix) {
      return quoted(prefix.value()) + " at its beginning";
    }
    if (test instanceof Regex regex) {
      return "a value that matches " + Words.shown(regex.text());
    }
    return test instanceof Absent ? "none" : "any value";
  }

  /** A value as it is, or in quotes if one could not see where it ends. */
  static String quoted(String value) {
    String shown = Words.shown(value);
    return shown.isEmpty() || shown.strip().length() < shown.length() || shown.indexOf(',') >= 0
        ? "\"" + shown + "\""
        : shown;
  }
}
