package dev.banyan.config;

import dev.banyan.config.document.ActionsDocument;
import dev.banyan.config.document.HeadersDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.RespondDocument;
import dev.banyan.config.document.RewriteDocument;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.Span;
import dev.banyan.core.forward.Variable;
import dev.banyan.core.routing.PathPattern;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks what routes do beside choosing a side. Confined to one load. */
final class ActionRules {
  /** What a route may say beside its own answer. */
  private static final Set<String> OF_ANSWERS =
      Set.of("name", "match", "headers", "body-limit", "redirect", "respond");

  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

  private final @Nullable RouteDocument defaults;
  private final Problems problems;

  ActionRules(@Nullable RouteDocument defaults, Problems problems) {
    this.defaults = defaults;
    this.problems = problems;
  }

  /** Checks one route. */
  void check(EffectiveRoute route) {
    RouteDocument written = route.written();
    ActionsDocument own = written.actions();
    if (own.answers()) {
      checkAlone(written, own.redirect() == null ? ActionKeys.RESPOND : ActionKeys.REDIRECT);
    }
    if (own.respond() != null) {
      checkContent(own.respond());
    }
    checkNewSide(written, own.rewrite());
    PathPattern pattern = pattern(written);
    if (pattern != null) {
      checkNames(written, pattern);
      new ActionCompiler(route.whole(), pattern, problems).compile();
    }
  }

  /** The path of a route; null if it is malformed, which others report. */
  private static @Nullable PathPattern pattern(RouteDocument route) {
    Located<String> path = route.match() == null ? null : route.match().path();
    if (path == null) {
      return PathPattern.ANY;
    }
    try {
      return PathPattern.parse(path.value());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void checkAlone(RouteDocument route, Key<Void> answer) {
    Map<String, Span> keys = new TreeMap<>(route.section().keys());
    keys.remove(answer.name());
    keys.forEach((key, at) -> {
      boolean second = key.equals(ActionKeys.RESPOND.name());
      if (second || !OF_ANSWERS.contains(key)) {
        String message = "`" + key + "` with `" + answer.name() + "` (expected: one of them)";
        problems.error(at, message, second ? null : "no backend is asked; remove `" + key + "`");
      }
    });
    HeadersDocument headers = route.actions().headers();
    Span request = headers == null ? null : headers.section().keys().get(ActionKeys.REQUEST.name());
    if (request != null) {
      String message = "`request` with `" + answer.name() + "` (expected: `response` alone)";
      problems.error(request, message, "no backend is asked; remove `request`");
    }
  }

  private void checkContent(RespondDocument respond) {
    Located<String> body = respond.body();
    if (respond.type() != null && body == null) {
      problems.error(respond.type().span(), "`type` without `body` (expected: a content)", null);
    }
    if (body != null && WITHOUT_BODY.contains(respond.status().value())) {
      String message = "`body` with status " + respond.status().value();
      problems.error(body.span(), message + " (expected: none: it has no content)", null);
    }
  }

  private void checkNewSide(RouteDocument route, @Nullable RewriteDocument rewrite) {
    Span at = rewrite == null ? null : rewrite.section().keys().get(ActionKeys.NEW.name());
    if (at != null && !EffectiveRoute.says(route, defaults, RouteKeys.NEW)) {
      String message =
          "`rewrite: { new: ... }` without `new` (expected: a backend that takes over)";
      String help = "add a `new`, or leave this level out to rewrite for legacy";
      problems.error(at, message, help);
    }
  }

  /** Reports names of segments that templates could not tell from variables. */
  private void checkNames(RouteDocument route, PathPattern pattern) {
    for (PathPattern.Segment segment : pattern.segments()) {
      if (segment instanceof PathPattern.Parameter named
          && Variable.named(named.name()) != null
          && route.match() != null
          && route.match().path() != null) {
        String name = "{" + named.name() + "}";
        String message = "path: " + pattern + " (expected: another name than " + name + ")";
        String help = name + " has a meaning in templates; write {the-" + named.name() + "}";
        problems.error(route.match().path().span(), message, help);
      }
    }
  }
}
